//! A network of amounts: how much flows from one node to another within the capacities of its edges.

/// A node.
pub(super) type Node = usize;

/// An edge. Its reverse has the index with the last bit changed.
pub(super) type Edge = usize;

/// No edge, and no node.
const NONE: usize = usize::MAX;

#[derive(Debug, Clone)]
struct Half {
    to: Node,
    /// The capacity that is not used.
    left: i64,
    is_fixed: bool,
    /// The next edge of the node where this one begins.
    next: Edge,
}

/// A node, with what the search knows of it.
#[derive(Debug, Clone)]
struct Of {
    first: Edge,
    last: Edge,
    /// The last search that reached it, and its distance there.
    search: usize,
    distance: usize,
    /// The edge with which that search continues.
    at: Edge,
}

/// Nodes, and edges with capacities. Amounts flow by shortest paths, edges in the order in which they were added: the same network
/// always gives the same flow.
#[derive(Debug, Clone, Default)]
pub(super) struct Network {
    halves: Vec<Half>,
    nodes: Vec<Of>,
    searches: usize,
    /// The nodes that a search reached, in the order of their distance.
    queue: Vec<Node>,
    path: Vec<Edge>,
}

impl Network {
    /// Adds a node.
    pub(super) fn node(&mut self) -> Node {
        self.nodes.push(Of { first: NONE, last: NONE, search: 0, distance: 0, at: NONE });
        self.nodes.len() - 1
    }

    /// Adds an edge.
    pub(super) fn edge(&mut self, from: Node, to: Node, most: i64) -> Edge {
        let edge = self.halves.len();
        self.halves.push(Half { to, left: most, is_fixed: false, next: NONE });
        self.halves.push(Half { to: from, left: 0, is_fixed: false, next: NONE });
        for (node, edge) in [(from, edge), (to, edge + 1)] {
            let Some(node) = self.nodes.get_mut(node) else { continue };
            match self.halves.get_mut(node.last) {
                Some(before) => before.next = edge,
                None => node.first = edge,
            }
            node.last = edge;
        }
        edge
    }

    /// The amount that flows through an edge.
    pub(super) fn flow(&self, edge: Edge) -> i64 {
        self.halves.get(edge ^ 1).map_or(0, |half| half.left)
    }

    /// Keeps the amount of an edge.
    pub(super) fn fix(&mut self, edge: Edge) {
        for half in [edge, edge ^ 1] {
            if let Some(half) = self.halves.get_mut(half) {
                half.is_fixed = true;
            }
        }
    }

    /// Lets at most an amount flow from one node to another, in addition to what flows. Returns the amount.
    pub(super) fn push(&mut self, from: Node, to: Node, most: i64) -> i64 {
        let mut pushed = 0;
        while pushed < most && self.measure(from, to) {
            // All shortest paths, until none is left.
            while pushed < most && self.walk(from, to) {
                let room = self.path.iter().filter_map(|edge| self.halves.get(*edge)).map(|half| half.left).min();
                let amount = room.unwrap_or(0).min(most - pushed);
                for place in 0..self.path.len() {
                    let edge = self.path.get(place).copied().unwrap_or(NONE);
                    self.add(edge, -amount);
                    self.add(edge ^ 1, amount);
                }
                pushed += amount;
            }
        }
        pushed
    }

    /// Increases the amount of an edge as far as the amounts of all fixed edges stay the same, and keeps it.
    pub(super) fn raise(&mut self, edge: Edge) {
        self.fix(edge);
        let ends =
            self.halves.get(edge ^ 1).zip(self.halves.get(edge)).map(|(back, half)| (back.to, half.to, half.left));
        let Some((from, to, room)) = ends else { return };
        // The amount returns from the end of the edge to its beginning by other edges.
        let raised = self.push(to, from, room);
        self.add(edge, -raised);
        self.add(edge ^ 1, raised);
    }

    /// Whether edges can have these amounts while the amount of each node that only sends stays the same. The amounts of the edges that
    /// begin at one node must have the same sum as before.
    pub(super) fn allows(&self, amounts: &[(Edge, i64)]) -> bool {
        if amounts.iter().all(|(edge, amount)| self.flow(*edge) == *amount) {
            return true;
        }
        let mut with = self.clone();
        // What an edge brings more must leave its end by other edges, and reach the end of an edge that brings less.
        let [more, less] = [(); 2].map(|()| with.node());
        let mut moved = 0;
        for (edge, amount) in amounts {
            with.fix(*edge);
            let Some(end) = self.halves.get(*edge).map(|half| half.to) else { continue };
            let added = *amount - self.flow(*edge);
            if added > 0 {
                with.edge(more, end, added);
                moved += added;
            } else {
                with.edge(end, less, -added);
            }
        }
        with.push(more, less, moved) == moved
    }

    fn add(&mut self, half: Edge, amount: i64) {
        if let Some(half) = self.halves.get_mut(half) {
            half.left += amount;
        }
    }

    /// Measures the distances from a node, as far as another one. Returns whether it can be reached with unused capacity on each edge.
    fn measure(&mut self, from: Node, to: Node) -> bool {
        self.searches += 1;
        self.queue.clear();
        self.reach(from, 0);
        let mut next = 0;
        while let Some(node) = self.queue.get(next).copied() {
            next += 1;
            let Some((mut edge, distance)) = self.nodes.get(node).map(|node| (node.first, node.distance)) else {
                break;
            };
            while let Some(half) = self.halves.get(edge) {
                let (end, is_open) = (half.to, half.left > 0 && !half.is_fixed);
                edge = half.next;
                if is_open && self.reach(end, distance + 1) && end == to {
                    return true;
                }
            }
        }
        false
    }

    /// States the distance of a node, unless this search reached it before.
    fn reach(&mut self, node: Node, distance: usize) -> bool {
        let Some(of) = self.nodes.get_mut(node).filter(|of| of.search != self.searches) else { return false };
        (of.search, of.distance, of.at) = (self.searches, distance, of.first);
        self.queue.push(node);
        true
    }

    /// Finds a shortest path with unused capacity on each edge. No edge that led nowhere is tried again in the same search.
    fn walk(&mut self, from: Node, to: Node) -> bool {
        self.path.clear();
        let mut node = from;
        while node != to {
            let Some((edge, distance)) = self.nodes.get(node).map(|of| (of.at, of.distance)) else { return false };
            let Some(half) = self.halves.get(edge) else {
                // No edge of this node is left: the one that led to it is not tried again.
                let Some(back) = self.path.pop() else { return false };
                node = self.halves.get(back ^ 1).map_or(NONE, |half| half.to);
                self.advance(node);
                continue;
            };
            let end = self.nodes.get(half.to);
            let is_nearer = end.is_some_and(|end| end.search == self.searches && end.distance == distance + 1);
            if is_nearer && half.left > 0 && !half.is_fixed {
                self.path.push(edge);
                node = half.to;
            } else {
                self.advance(node);
            }
        }
        true
    }

    /// Continues with the next edge of a node.
    fn advance(&mut self, node: Node) {
        let Self { nodes, halves, .. } = self;
        if let Some(of) = nodes.get_mut(node) {
            of.at = halves.get(of.at).map_or(NONE, |half| half.next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One wide and one narrow source of 10 each, and two lines of 10: the narrow one reaches only the second.
    #[test]
    fn amounts_give_way() {
        let mut network = Network::default();
        let [source, sink, wide, narrow, first, second] = [(); 6].map(|()| network.node());
        let sources = [network.edge(source, wide, 10), network.edge(source, narrow, 10)];
        let to_second = network.edge(wide, second, 100);
        let to_first = network.edge(wide, first, 100);
        network.edge(narrow, second, 100);
        network.edge(first, sink, 10);
        network.edge(second, sink, 10);
        assert_eq!(network.push(source, sink, 10), 10);
        assert_eq!(network.flow(to_second), 10, "the first edge is taken first");
        assert_eq!(network.push(source, sink, 100), 10, "the wide one gives way");
        assert_eq!((network.flow(to_first), network.flow(to_second)), (10, 0));
        sources.into_iter().for_each(|edge| network.fix(edge));
        network.raise(to_second);
        assert_eq!(network.flow(to_second), 0, "the other source keeps its amount");
        network.raise(to_first);
        assert_eq!(network.flow(to_first), 10);
    }
}
