/**
 * Who sent a request: AWS Signature Version 4, in the Authorization header or in the query. Pure: the clock and the
 * credentials are ports.
 *
 * <p>Start reading at {@code Authentication}.
 */
@NullMarked
package io.stator.gateway.auth;

import org.jspecify.annotations.NullMarked;
