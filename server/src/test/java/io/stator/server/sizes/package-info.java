@NullMarked
package io.stator.server.sizes;

import org.jspecify.annotations.NullMarked;
