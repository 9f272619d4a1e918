package io.stator.harness.cluster;

/**
 * The way of what one node sends to another. Each direction is a link of its own.
 *
 * @param from number of the sending node, from 1
 * @param to number of the receiving node
 */
public record Link(int from, int to) {
    public Link {
        if (from == to || from < 1 || to < 1) {
            throw new IllegalArgumentException("no link leads from node " + from + " to node " + to);
        }
    }

    public Link reverse() {
        return new Link(to, from);
    }
}
