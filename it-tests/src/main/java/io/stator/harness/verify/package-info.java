/**
 * {@code stator verify}: runs of the harness on Stator, from the command line. {@link
 * io.stator.harness.verify.VerifyMain} is the program, {@link io.stator.harness.verify.Drivers} the one place that
 * knows all drivers.
 */
@NullMarked
package io.stator.harness.verify;

import org.jspecify.annotations.NullMarked;
