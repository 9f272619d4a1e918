package io.stator.model.expression;

import io.stator.model.StatorException;
import io.stator.model.expression.DocumentPath.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds paths that cannot be wanted together: the same, one inside another, or one that takes a document for a map where
 * another takes it for a list. DynamoDB puts them in a tree and shows the clash that it meets first, the newest branches
 * first; so do we.
 */
public final class PathOverlaps {
    private final String kind;
    private final List<DocumentPath> paths;

    private PathOverlaps(String kind, List<DocumentPath> paths) {
        this.kind = kind;
        this.paths = paths;
    }

    /**
     * Linear in what the paths have of steps.
     *
     * @param kind of expression, as DynamoDB names it in messages
     * @throws StatorException ValidationException
     */
    public static void requireNone(String kind, List<DocumentPath> paths) {
        if (paths.size() > 1) {
            PathOverlaps overlaps = new PathOverlaps(kind, paths);
            overlaps.visit(overlaps.tree());
        }
    }

    /** Where paths that are the same so far end, or go on. */
    private static final class Node {
        private final List<Branch> branches = new ArrayList<>();
        private final Map<Element, Node> steps = new LinkedHashMap<>();
    }

    /**
     * One way on from a node, in the order of the paths that began them.
     *
     * @param path that began it, by its number
     * @param step null if the path ends there
     */
    private record Branch(
            int path, @Nullable Element step, @Nullable Node node) {}

    private Node tree() {
        Node root = new Node();
        for (int path = 0; path < paths.size(); path++) {
            Node node = root;
            for (Element step : paths.get(path).elements()) {
                Node next = node.steps.get(step);
                if (next == null) {
                    next = new Node();
                    node.steps.put(step, next);
                    node.branches.add(new Branch(path, step, next));
                }
                node = next;
            }
            node.branches.add(new Branch(path, null, null));
        }
        return root;
    }

    private void visit(Node node) {
        boolean clashes = clashes(node.branches);
        for (int i = node.branches.size() - 1; i >= 0; i--) {
            Node inside = node.branches.get(i).node();
            if (inside != null) {
                visit(inside);
            }
            if (clashes) {
                throw clash(node.branches);
            }
        }
    }

    /** If a path ends where another does or goes on, or if there are both names and indexes. */
    private static boolean clashes(List<Branch> branches) {
        if (branches.size() < 2) {
            return false;
        }
        boolean ends = false;
        boolean names = false;
        boolean indexes = false;
        for (Branch branch : branches) {
            ends |= branch.step() == null;
            names |= branch.step() instanceof DocumentPath.Name;
            indexes |= branch.step() instanceof DocumentPath.Index;
        }
        return ends || (names && indexes);
    }

    /** Of the newest branch with the newest that it clashes with. */
    private StatorException clash(List<Branch> branches) {
        Branch newest = branches.get(branches.size() - 1);
        for (int i = branches.size() - 2; i >= 0; i--) {
            Branch other = branches.get(i);
            if (newest.step() == null || other.step() == null) {
                return clash("overlap", newestPath(newest), newestPath(other));
            }
            if (newest.step() instanceof DocumentPath.Index != other.step() instanceof DocumentPath.Index) {
                return clash("conflict", newestPath(newest), newestPath(other));
            }
        }
        throw new IllegalStateException("a clash of nothing");
    }

    /** Down the newest branches. */
    private static int newestPath(Branch branch) {
        Branch newest = branch;
        while (newest.node() != null) {
            List<Branch> branches = newest.node().branches;
            newest = branches.get(branches.size() - 1);
        }
        return newest.path();
    }

    private StatorException clash(String what, int left, int right) {
        return StatorException.validation("Invalid " + kind + ": Two document paths " + what
                + " with each other; must remove or rewrite one of these paths; path one: "
                + PathText.of(paths.get(Math.min(left, right))) + ", path two: "
                + PathText.of(paths.get(Math.max(left, right))));
    }
}
