package io.stator.model;

import java.util.Optional;

/**
 * By which attribute a table's items expire, if they do.
 *
 * @param attribute empty when DISABLED
 * @param changedAtMillis wall clock, of the last change that somebody asked for; 0: never
 * @param version counts those changes. Partitions are told of a table anew when it has another version
 */
public record TimeToLive(String attribute, TimeToLiveStatus status, long changedAtMillis, int version) {

    public static final TimeToLive NONE = new TimeToLive("", TimeToLiveStatus.DISABLED, 0, 0);

    /** Whether some partition may not know of the last change. */
    public boolean isPending() {
        return status == TimeToLiveStatus.ENABLING || status == TimeToLiveStatus.DISABLING;
    }

    /** Whether it is on, or is to be: there can then be no other attribute. */
    public boolean isOn() {
        return status == TimeToLiveStatus.ENABLING || status == TimeToLiveStatus.ENABLED;
    }

    /** What a partition that has been told of this expires items by. */
    public Optional<String> expiryAttribute() {
        return isOn() ? Optional.of(attribute) : Optional.empty();
    }

    /** A change that partitions are to be told of. A table that is being disabled still names its attribute. */
    public TimeToLive changed(String newAttribute, boolean enabled, long nowMillis) {
        return new TimeToLive(
                newAttribute, enabled ? TimeToLiveStatus.ENABLING : TimeToLiveStatus.DISABLING, nowMillis, version + 1);
    }

    /** Every partition knows. */
    public TimeToLive settled() {
        return switch (status) {
            case ENABLING -> new TimeToLive(attribute, TimeToLiveStatus.ENABLED, changedAtMillis, version);
            case DISABLING -> new TimeToLive("", TimeToLiveStatus.DISABLED, changedAtMillis, version);
            case ENABLED, DISABLED -> this;
        };
    }
}
