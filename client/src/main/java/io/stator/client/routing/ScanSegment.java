package io.stator.client.routing;

import io.stator.model.Bounds;
import io.stator.model.Limits;
import io.stator.model.Position;
import io.stator.model.StatorException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The part of the ring that one segment of a parallel scan reads: segment s of n has the tokens from
 * ⌊s·2⁶⁴/n⌋ inclusive to ⌊(s+1)·2⁶⁴/n⌋ exclusive, unsigned. Clients and servers must agree on this.
 */
public record ScanSegment(int segment, int totalSegments) {
    /** @throws StatorException ValidationException if there is no such segment */
    public ScanSegment {
        if (totalSegments < 1 || totalSegments > Limits.SCAN_SEGMENTS_MAX) {
            throw StatorException.validation("1 validation error detected: Value '" + totalSegments
                    + "' at 'totalSegments' failed to satisfy constraint: Member must have value between 1 and "
                    + Limits.SCAN_SEGMENTS_MAX);
        }
        if (segment < 0 || segment >= totalSegments) {
            throw StatorException.validation("The Segment parameter is zero-based and must be less than parameter"
                    + " TotalSegments: Segment: " + segment + " is not less than TotalSegments: " + totalSegments);
        }
    }

    /** As a request says it: no total means one. */
    public static ScanSegment of(int segment, int totalSegments) {
        return new ScanSegment(segment, totalSegments == 0 ? 1 : totalSegments);
    }

    public Bounds bounds() {
        return new Bounds(boundary(segment), boundary(segment + 1));
    }

    private @Nullable Position boundary(int index) {
        if (index == 0 || index == totalSegments) {
            return null;
        }
        BigInteger token = BigInteger.valueOf(index).shiftLeft(Long.SIZE).divide(BigInteger.valueOf(totalSegments));
        return Position.atToken(token.longValue());
    }
}
