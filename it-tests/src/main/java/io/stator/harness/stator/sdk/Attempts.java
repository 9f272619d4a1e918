package io.stator.harness.stator.sdk;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Those of one call's attempts that may have been carried out. The SDK sends a call several times by itself, and what it
 * throws tells of the last time alone. An attempt is in doubt from before its first byte is sent until an answer says that
 * it did nothing; one that is done, lost, or answered by a server's fault stays so. Used by the call's thread.
 */
final class Attempts {
    private static final ExecutionAttribute<Attempts> OF_CALL = new ExecutionAttribute<>("StatorHarnessAttempts");

    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;

    private int inDoubt;

    /** To be among the interceptors of each client whose calls are to be followed. */
    static final ExecutionInterceptor WATCH = new ExecutionInterceptor() {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            Attempts attempts = attributes.getAttribute(OF_CALL);
            if (attempts != null) {
                attempts.sent();
            }
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            Attempts attempts = attributes.getAttribute(OF_CALL);
            if (attempts != null) {
                attempts.answered(context.httpResponse().statusCode());
            }
        }
    };

    /** To be given to the call. */
    AwsRequestOverrideConfiguration configuration() {
        return AwsRequestOverrideConfiguration.builder()
                .putExecutionAttribute(OF_CALL, this)
                .build();
    }

    /** One more is on its way, or will be in a moment. */
    void sent() {
        inDoubt++;
    }

    /** The last one was, with this HTTP status. */
    void answered(int status) {
        // 503: refused before anything was done; what the gateway cannot tell is 500.
        if ((status >= BAD_REQUEST && status < INTERNAL_SERVER_ERROR) || status == SERVICE_UNAVAILABLE) {
            inDoubt--;
        }
    }

    boolean anyInDoubt() {
        return inDoubt > 0;
    }
}
