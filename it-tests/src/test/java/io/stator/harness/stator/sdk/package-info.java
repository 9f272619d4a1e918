@NullMarked
package io.stator.harness.stator.sdk;

import org.jspecify.annotations.NullMarked;
