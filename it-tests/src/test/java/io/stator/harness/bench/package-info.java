/** Tests of the AWS SDK as a benchmark's client. */
@NullMarked
package io.stator.harness.bench;

import org.jspecify.annotations.NullMarked;
