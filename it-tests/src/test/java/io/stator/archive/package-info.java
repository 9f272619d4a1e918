/** What is done once for all tests of this module. */
@NullMarked
package io.stator.archive;

import org.jspecify.annotations.NullMarked;
