/** The faults on a cluster that only writes down what is done to it. */
@NullMarked
package io.stator.harness.nemesis;

import org.jspecify.annotations.NullMarked;
