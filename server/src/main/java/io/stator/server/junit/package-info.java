/**
 * Stator for JUnit 5 tests: {@link io.stator.server.junit.StatorExtension}. Needs junit-jupiter-api, which this module
 * does not bring along.
 */
@NullMarked
package io.stator.server.junit;

import org.jspecify.annotations.NullMarked;
