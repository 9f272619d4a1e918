/**
 * Histories as files, so that one that was recorded can be judged again, by us or by others. Start at {@link
 * io.stator.harness.history.file.HistoryFile}, which is the format's specification. Uses {@code
 * io.stator.harness.history} and a streaming JSON parser.
 */
@NullMarked
package io.stator.harness.history.file;

import org.jspecify.annotations.NullMarked;
