//! A network of amounts: how much flows from one node to another within the capacities of its edges.

/// A node.
pub(super) type Node = usize;

/// An edge. Its reverse has the index with the last bit changed.
pub(super) type Edge = usize;

#[derive(Debug, Clone)]
struct Half {
    to: Node,
    /// The capacity that is not used.
    left: i64,
    is_fixed: bool,
}

/// Nodes, and edges with capacities. Amounts flow by shortest paths, edges in the order in which they were added: the same network
/// always gives the same flow.
#[derive(Debug, Clone, Default)]
pub(super) struct Network {
    halves: Vec<Half>,
    from: Vec<Vec<Edge>>,
    /// For each node the edge by which the search reached it, and the number of that search.
    reached: Vec<(usize, Edge)>,
    searches: usize,
}

impl Network {
    /// Adds a node.
    pub(super) fn node(&mut self) -> Node {
        self.from.push(Vec::new());
        self.reached.push((0, 0));
        self.from.len() - 1
    }

    /// Adds an edge.
    pub(super) fn edge(&mut self, from: Node, to: Node, most: i64) -> Edge {
        let edge = self.halves.len();
        self.halves.push(Half { to, left: most, is_fixed: false });
        self.halves.push(Half { to: from, left: 0, is_fixed: false });
        for (node, edge) in [(from, edge), (to, edge + 1)] {
            if let Some(edges) = self.from.get_mut(node) {
                edges.push(edge);
            }
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
        while pushed < most {
            let Some(path) = self.path(from, to) else { break };
            let room = path.iter().filter_map(|edge| self.halves.get(*edge)).map(|half| half.left).min();
            let amount = room.unwrap_or(0).min(most - pushed);
            for edge in path {
                self.add(edge, -amount);
                self.add(edge ^ 1, amount);
            }
            pushed += amount;
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

    fn add(&mut self, half: Edge, amount: i64) {
        if let Some(half) = self.halves.get_mut(half) {
            half.left += amount;
        }
    }

    /// A shortest path with unused capacity on each edge.
    fn path(&mut self, from: Node, to: Node) -> Option<Vec<Edge>> {
        self.searches += 1;
        let search = self.searches;
        let mut queue = vec![from];
        *self.reached.get_mut(from)? = (search, Edge::MAX);
        let mut next = 0;
        while let Some(node) = queue.get(next).copied() {
            next += 1;
            if node == to {
                return self.back(from, to);
            }
            for edge in self.from.get(node)? {
                let half = self.halves.get(*edge)?;
                let reached = self.reached.get_mut(half.to)?;
                if half.left > 0 && !half.is_fixed && reached.0 != search {
                    *reached = (search, *edge);
                    queue.push(half.to);
                }
            }
        }
        None
    }

    /// The edges by which the search came from one node to another, last first.
    fn back(&self, from: Node, to: Node) -> Option<Vec<Edge>> {
        let (mut path, mut node) = (Vec::new(), to);
        while node != from {
            let (_, edge) = self.reached.get(node)?;
            path.push(*edge);
            node = self.halves.get(edge ^ 1)?.to;
        }
        Some(path)
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
