package io.stator.server.launch;

import java.util.concurrent.CountDownLatch;

/** Stands in for a node: a process that does nothing until it is ended. */
final class IdleNode {
    private IdleNode() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("idle: " + String.join(" ", args));
        String number = System.getProperty("idle.number");
        if (number != null) {
            System.out.println("idle: number " + number);
        }
        new CountDownLatch(1).await();
    }
}
