/**
 * What Stator promises, told on real clusters: processes that are killed, stopped and restarted while
 * they are used. Start at {@link io.stator.stories.DurabilityStory}.
 */
@NullMarked
package io.stator.stories;

import org.jspecify.annotations.NullMarked;
