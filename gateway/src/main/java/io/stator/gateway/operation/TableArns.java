package io.stator.gateway.operation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tables are called from outside: by name or by ARN. Requests may use either. A cluster has one region and one
 * account, so that an ARN with others, as in a program that was written for DynamoDB, means the table of that name, too.
 *
 * @param region a part of the ARNs of all tables
 * @param account as the region; 12 digits
 */
public record TableArns(String region, String account) {
    /** What SDKs and their users have in their settings when they have no reason for another. */
    public static final TableArns DEFAULT = new TableArns("us-east-1", "000000000000");

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:dynamodb:[a-z0-9-]*:[0-9]*:table/([a-zA-Z0-9_.-]+)");

    public String arn(String table) {
        return "arn:aws:dynamodb:" + region + ":" + account + ":table/" + table;
    }

    /** The table's name; what is no ARN of a table is taken to be a name. */
    static String nameOf(String nameOrArn) {
        Matcher arn = ARN.matcher(nameOrArn);
        return arn.matches() ? arn.group(1) : nameOrArn;
    }

    static boolean isArn(String text) {
        return ARN.matcher(text).matches();
    }
}
