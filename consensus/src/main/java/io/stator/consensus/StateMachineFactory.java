package io.stator.consensus;

import java.io.IOException;

/** Makes or reopens the state of a group's replica on this node. */
@FunctionalInterface
public interface StateMachineFactory {
    StateMachine<?> open(GroupId group) throws IOException;
}
