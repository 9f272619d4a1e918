package io.stator.server.config;

import io.stator.server.config.SettingForm.Unit;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Values of settings from text. Every fault is an IllegalArgumentException that says what would be right. */
final class SettingParser {
    private SettingParser() {}

    static void check(Setting setting, String text) {
        SettingForm form = setting.form();
        if (form instanceof SettingForm.Number number) {
            number(number, text);
        } else if (form instanceof SettingForm.Text words) {
            if (!words.pattern().matcher(text).matches()) {
                throw new IllegalArgumentException("'" + text + "' is not " + words.description());
            }
        } else if (form instanceof SettingForm.Directory) {
            directory(text);
        } else if (form instanceof SettingForm.Members) {
            members(text);
        }
    }

    static long number(SettingForm.Number form, String text) {
        long value = form.unit() == Unit.BYTES ? bytes(text) : whole(text);
        if (value < form.min() || value > form.max()) {
            throw new IllegalArgumentException("'" + text + "' is not from " + show(form.min(), form.unit()) + " to "
                    + show(form.max(), form.unit()));
        }
        return value;
    }

    static Path directory(String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is no path", e);
        }
        throw new IllegalArgumentException("is empty");
    }

    static List<MemberAddress> members(String text) {
        List<MemberAddress> members = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String part : text.split(",", -1)) {
            MemberAddress member = MemberAddress.parse(part.strip());
            for (String unique : List.of(member.nodeId(), member.clientAddress(), member.raftAddress())) {
                if (!seen.add(unique)) {
                    throw new IllegalArgumentException("names '" + unique + "' twice");
                }
            }
            members.add(member);
        }
        return List.copyOf(members);
    }

    static String show(long value, Unit unit) {
        if (unit != Unit.BYTES) {
            return Long.toString(value);
        }
        String[] suffixes = {"GB", "MB", "KB"};
        for (int i = 0; i < suffixes.length; i++) {
            long factor = 1L << (10 * (suffixes.length - i));
            if (value >= factor && value % factor == 0) {
                return value / factor + suffixes[i];
            }
        }
        return Long.toString(value);
    }

    /** The known name that takes the fewest edits, if that is few. */
    static Optional<String> nearest(String unknown) {
        String best = null;
        int bestDistance = Math.max(3, unknown.length() / 2);
        for (Setting setting : Setting.values()) {
            int distance = distance(unknown.toLowerCase(Locale.ROOT), setting.settingName());
            if (distance < bestDistance) {
                bestDistance = distance;
                best = setting.settingName();
            }
        }
        return Optional.ofNullable(best);
    }

    private static long bytes(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        int shift = upper.endsWith("KB") ? 10 : upper.endsWith("MB") ? 20 : upper.endsWith("GB") ? 30 : 0;
        long value = whole(shift == 0 ? upper : upper.substring(0, upper.length() - 2));
        if (Math.abs(value) > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("'" + text + "' is too large");
        }
        return value << shift;
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no whole number", e);
        }
    }

    /** Levenshtein's, row by row. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[right.length()];
    }
}
