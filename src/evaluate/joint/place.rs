//! Places the amounts of members on lines: never more than remains of a line, and without taking from a member the only lines that it
//! can pay (norm, section 14).

use super::{
    class::Classes,
    network::{Edge, Network, Node},
    offer::{Gap, Group, Offer, Placed},
};
use crate::evaluate::allocation::allocated;
use std::collections::BTreeMap;

/// The most that each group can be awarded, one after another: each the most that leaves those before it their amounts.
pub(super) fn most_in_order(groups: &[Group<'_>], gap: &Gap) -> Vec<i64> {
    Layout::of(groups, gap).push_all(groups)
}

/// The amounts of offers, one after another: each the most that leaves the groups before and the offers before it their amounts.
pub(super) struct InTurn {
    layout: Layout,
    next: usize,
}

impl InTurn {
    pub(super) fn of(before: &[Group<'_>], offers: &[&Offer], gap: &Gap) -> Self {
        let own = offers.iter().map(|offer| Group { most: offer.amount, offers: vec![offer] });
        let groups: Vec<Group<'_>> = before.iter().cloned().chain(own).collect();
        let mut layout = Layout::of(&groups, gap);
        layout.push_all(before);
        Self { layout, next: before.len() }
    }

    /// The amount of the next offer, at most an amount.
    pub(super) fn award(&mut self, most: i64) -> i64 {
        self.next += 1;
        self.layout.push(self.next - 1, most)
    }
}

/// The most that each set of groups can be awarded together. A set is a number with one bit for each group.
pub(super) fn most_together(groups: &[Group<'_>], gap: &Gap) -> Vec<i64> {
    let layout = Layout::of(groups, gap);
    let mut most = vec![0; 1 << groups.len()];
    let ends: Vec<(Node, i64)> = layout.groups.iter().copied().zip(groups.iter().map(|group| group.most)).collect();
    add_sets(&layout.network, (&ends, layout.sink), (0, 0, 0), &mut most);
    most
}

/// States the amount of a set, and adds each group after the first ones to it. What flows stays, so each set is one more search.
fn add_sets(
    network: &Network,
    (starts, sink): (&[(Node, i64)], Node),
    (first, set, amount): (usize, usize, i64),
    most: &mut [i64],
) {
    if let Some(most) = most.get_mut(set) {
        *most = amount;
    }
    for (place, (start, offered)) in starts.iter().enumerate().skip(first) {
        let mut with = network.clone();
        let added = with.push(*start, sink, *offered);
        add_sets(&with, (starts, sink), (place + 1, set | 1 << place, amount + added), most);
    }
}

/// Awards one offer at most an amount, and places it: `before` keep what they can be awarded without it. The offers of `rest` have together
/// at most what the offer leaves of the amount. They, and then `after`, lose nothing by the choice of lines.
pub(super) fn place(
    before: &[Group<'_>],
    (offer, most): (&Offer, i64),
    (rest, after): (&Group<'_>, &[Group<'_>]),
    gap: &Gap,
) -> Placed {
    let own = Group { most: most.min(offer.amount), offers: vec![offer] };
    let groups: Vec<Group<'_>> = before.iter().chain([&own, rest]).chain(after).cloned().collect();
    let mut layout = Layout::of(&groups, gap);
    let (mut amount, mut left) = (0, most);
    for (number, group) in groups.iter().enumerate() {
        let most = if number == before.len() + 1 { group.offered().min(left) } else { group.most };
        let pushed = layout.push(number, most);
        if number == before.len() {
            amount = pushed;
            left -= pushed;
        }
    }
    if offer.lines.is_empty() || amount == 0 {
        let lines = offer.lines.iter().map(|(line, _)| (*line, 0)).collect();
        return Placed { amount, lines, excess: 0 };
    }
    let number = before.iter().map(|group| group.offers.len()).sum();
    let kept = offer.kept(amount, gap).filter(|kept| layout.allows(number, kept));
    kept.unwrap_or_else(|| layout.placed(number, offer, amount, gap))
}

/// A network of groups, offers and classes of lines.
struct Layout {
    network: Network,
    /// The node of each group. An amount that flows from it stays an amount of this group.
    groups: Vec<Node>,
    sink: Node,
    classes: Vec<Class>,
    /// The edges from offers to classes: offer, class, edge.
    uses: Vec<(usize, usize, Edge)>,
}

/// Lines that the same offers can pay.
struct Class {
    lines: Vec<usize>,
    users: usize,
}

/// More than any amount of a document.
const UNBOUNDED: i64 = i64::MAX / 4;

impl Layout {
    fn of(groups: &[Group<'_>], gap: &Gap) -> Self {
        let mut network = Network::default();
        let [sink, total] = [(); 2].map(|()| network.node());
        network.edge(total, sink, gap.total.max(0));
        let offers = || groups.iter().flat_map(|group| group.offers.iter().copied());
        let (mut classes, class_of) = classes(offers(), gap);
        let nodes: Vec<Node> = classes
            .iter()
            .map(|class| {
                let node = network.node();
                network.edge(node, total, class.lines.iter().map(|line| gap.of(*line)).sum());
                node
            })
            .collect();
        let (mut starts, mut uses, mut number) = (Vec::new(), Vec::new(), 0);
        for group in groups {
            let node = network.node();
            starts.push(node);
            for offer in &group.offers {
                let own = network.node();
                network.edge(node, own, offer.amount);
                if offer.lines.is_empty() {
                    network.edge(own, total, UNBOUNDED);
                }
                for (line, part) in &offer.lines {
                    let place = class_of.get(*line).copied().flatten();
                    let Some((place, to)) = place.and_then(|place| Some((place, *nodes.get(place)?))) else { continue };
                    // One edge for all lines of the class.
                    if let Some(class) = classes.get_mut(place).filter(|class| class.lines.first() == Some(line)) {
                        class.users += 1;
                        let most = if offer.is_bound { *part } else { UNBOUNDED };
                        uses.push((number, place, network.edge(own, to, most)));
                    }
                }
                number += 1;
            }
        }
        Self { network, groups: starts, sink, classes, uses }
    }

    /// The amount of each group, one after another.
    fn push_all(&mut self, groups: &[Group<'_>]) -> Vec<i64> {
        groups.iter().enumerate().map(|(number, group)| self.push(number, group.most)).collect()
    }

    /// The amount of a group, at most an amount.
    fn push(&mut self, group: usize, most: i64) -> i64 {
        let start = self.groups.get(group).copied();
        start.map_or(0, |start| self.network.push(start, self.sink, most))
    }

    /// Whether all other groups keep their amounts if an offer, given its number, is placed on these lines.
    fn allows(&self, number: usize, placed: &Placed) -> bool {
        let own = self.uses.iter().filter(|(of, ..)| *of == number);
        let amounts = own.map(|(_, class, edge)| {
            let lines = self.classes.get(*class).map_or(&[][..], |class| &class.lines);
            let parts = placed.lines.iter().filter(|(line, _)| lines.binary_search(line).is_ok());
            (*edge, parts.map(|(_, part)| part).sum())
        });
        self.network.allows(&amounts.collect::<Vec<_>>())
    }

    /// The lines of an offer, given its number. The classes with the fewest users come first.
    fn placed(mut self, number: usize, offer: &Offer, amount: i64, gap: &Gap) -> Placed {
        let mut own: Vec<(usize, Edge)> =
            self.uses.iter().filter(|(of, ..)| *of == number).map(|(_, class, edge)| (*class, *edge)).collect();
        own.sort_by_key(|(class, _)| self.classes.get(*class).map(|class| (class.users, class.lines.first().copied())));
        let mut parts: BTreeMap<usize, i64> = offer.lines.iter().map(|(line, _)| (*line, 0)).collect();
        for (class, edge) in own {
            self.network.raise(edge);
            let Some(class) = self.classes.get(class) else { continue };
            let weights: Vec<i64> = class.lines.iter().map(|line| gap.of(*line)).collect();
            for (line, part) in class.lines.iter().zip(allocated(self.network.flow(edge), &weights)) {
                parts.insert(*line, part);
            }
        }
        Placed { amount, lines: parts.into_iter().collect(), excess: 0 }
    }
}

/// The classes of lines that have something left and that an offer can pay, and for each line its class.
fn classes<'o>(offers: impl Iterator<Item = &'o Offer>, gap: &Gap) -> (Vec<Class>, Vec<Option<usize>>) {
    let numbers = Classes::of(offers, gap.lines.len());
    let (mut classes, mut class_of) = (Vec::<Class>::new(), vec![None; gap.lines.len()]);
    let mut known = Vec::new();
    for ((line, number), place) in numbers.paid().zip(&mut class_of) {
        let Some(number) = number.filter(|_| gap.of(line) > 0) else { continue };
        if known.len() <= number {
            known.resize(number + 1, None);
        }
        let Some(known) = known.get_mut(number) else { continue };
        let own = *known.get_or_insert(classes.len());
        if own == classes.len() {
            classes.push(Class { lines: Vec::new(), users: 0 });
        }
        if let Some(class) = classes.get_mut(own) {
            class.lines.push(line);
        }
        *place = Some(own);
    }
    (classes, class_of)
}
