package io.stator.gateway.auth;

import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;

/**
 * Who signed, and for what a signing key is good.
 *
 * @param date yyyyMMdd
 * @param region any: a cluster is wherever its clients think it is
 */
record CredentialScope(String accessKeyId, String date, String region) {
    static final String SERVICE = "dynamodb";
    static final String TERMINATOR = "aws4_request";

    /**
     * @param time when the request was signed, as yyyyMMdd'T'HHmmss'Z'
     * @throws ApiException if the credential is not one for that day and this service
     */
    static CredentialScope of(String credential, String time) {
        String[] parts = credential.split("/");
        if (parts.length != 5) {
            throw SignatureClaim.incomplete("Credential must have exactly 5 slash-delimited elements, e.g. "
                    + "keyid/date/region/service/term, got '" + credential + "'");
        }
        StringBuilder wrong = new StringBuilder();
        if (parts[2].isEmpty()) {
            wrong.append("Credential should be scoped to a valid region, not ''. ");
        }
        if (!parts[3].equals(SERVICE)) {
            wrong.append("Credential should be scoped to correct service: '" + SERVICE + "'. ");
        }
        if (!parts[4].equals(TERMINATOR)) {
            wrong.append("Credential should be scoped with a valid terminator: '" + TERMINATOR + "', not '")
                    .append(parts[4])
                    .append("'. ");
        }
        String day = time.substring(0, 8);
        if (!parts[1].equals(day)) {
            wrong.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '")
                    .append(parts[1])
                    .append("' != '")
                    .append(day)
                    .append("', from '")
                    .append(time)
                    .append("'. ");
        }
        if (!wrong.isEmpty()) {
            throw new ApiException(ApiErrorType.INVALID_SIGNATURE, wrong.toString());
        }
        return new CredentialScope(parts[0], parts[1], parts[2]);
    }

    @Override
    public String toString() {
        return date + "/" + region + "/" + SERVICE + "/" + TERMINATOR;
    }
}
