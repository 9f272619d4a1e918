/** The workloads on systems in memory: on right ones nothing is found, on each wrong one something is. */
@NullMarked
package io.stator.harness.workload;

import org.jspecify.annotations.NullMarked;
