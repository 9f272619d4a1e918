/** The workloads' ports on a Stator in this process. */
@NullMarked
package io.stator.harness.stator;

import org.jspecify.annotations.NullMarked;
