//! Places the amounts of members on lines: never more than remains of a line, and without taking from a member the only lines that it
//! can pay (norm, section 14).

use super::network::{Edge, Network, Node};
use crate::evaluate::allocation::allocated;
use std::collections::BTreeMap;

/// What a unit of a member offers.
#[derive(Debug, Clone, Default)]
pub(super) struct Offer {
    /// The index of the unit among those of the member.
    pub(super) unit: usize,
    pub(super) amount: i64,
    /// Its lines, each with the part of the amount that the unit alone would pay there. Empty for an award as a whole.
    pub(super) lines: Vec<(usize, i64)>,
    /// Whether a limit binds each part to its line.
    pub(super) is_bound: bool,
}

impl Offer {
    /// The offer lowered to an amount. What a bound unit can be paid on each line stays.
    pub(super) fn cut(&mut self, most: i64) {
        self.amount = self.amount.min(most.max(0));
    }

    /// Lowers the parts to an amount.
    fn spread(&mut self, amount: i64) {
        let parts: Vec<i64> = self.lines.iter().map(|(_, part)| *part).collect();
        for ((_, part), cut) in self.lines.iter_mut().zip(allocated(amount, &parts)) {
            *part = cut;
        }
    }
}

/// Offers that together have a maximum: those of a member.
#[derive(Debug, Clone, Default)]
pub(super) struct Group<'o> {
    pub(super) most: i64,
    pub(super) offers: Vec<&'o Offer>,
}

impl Group<'_> {
    /// The sum of its offers.
    pub(super) fn offered(&self) -> i64 {
        self.offers.iter().map(|offer| offer.amount).fold(0, i64::saturating_add)
    }
}

/// What remains of the family's share: of each line, and in total.
#[derive(Debug, Clone, Default)]
pub(super) struct Gap {
    pub(super) lines: Vec<i64>,
    pub(super) total: i64,
}

impl Gap {
    fn of(&self, line: usize) -> i64 {
        self.lines.get(line).copied().unwrap_or(0)
    }

    /// Lowers it by what is awarded.
    pub(super) fn lower(&mut self, placed: &Placed) {
        self.total -= placed.amount;
        for (line, amount) in &placed.lines {
            if let Some(left) = self.lines.get_mut(*line) {
                *left -= amount;
            }
        }
    }
}

/// The award of a unit under the plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    pub(super) amount: i64,
    /// Its part on each line; empty for an award as a whole.
    pub(super) lines: Vec<(usize, i64)>,
    /// The part of an advance above what remained.
    pub(super) excess: i64,
}

/// The most that each group can be awarded, one after another: each the most that leaves those before it their amounts.
pub(super) fn most_in_order(groups: &[Group<'_>], gap: &Gap) -> Vec<i64> {
    Layout::of(groups, gap).push_all(groups)
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

/// Awards one offer at most an amount, and places it: `before` keep what they can be awarded without it, and `after` lose nothing by the
/// choice of lines.
pub(super) fn place(before: &[Group<'_>], (offer, most): (&Offer, i64), after: &[Group<'_>], gap: &Gap) -> Placed {
    let own = Group { most: most.min(offer.amount), offers: vec![offer] };
    let groups: Vec<Group<'_>> = before.iter().chain([&own]).chain(after).cloned().collect();
    let mut layout = Layout::of(&groups, gap);
    let amounts = layout.push_all(&groups);
    let amount = amounts.get(before.len()).copied().unwrap_or(0);
    if offer.lines.is_empty() || amount == 0 {
        let lines = offer.lines.iter().map(|(line, _)| (*line, 0)).collect();
        return Placed { amount, lines, excess: 0 };
    }
    let mut alone = offer.clone();
    alone.spread(amount);
    let kept = Placed { amount, lines: alone.lines, excess: 0 };
    if kept.lines.iter().all(|(line, part)| *part <= gap.of(*line)) {
        let mut rest = gap.clone();
        rest.lower(&kept);
        let others: Vec<Group<'_>> = before.iter().chain(after).cloned().collect();
        let mut without = amounts;
        without.remove(before.len());
        if most_in_order(&others, &rest) == without {
            return kept;
        }
    }
    layout.placed(before.iter().map(|group| group.offers.len()).sum(), offer, amount, gap)
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
        let offers: Vec<&Offer> = groups.iter().flat_map(|group| group.offers.iter().copied()).collect();
        let (classes, used) = classes(&offers, gap);
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
                for (class, most) in used.get(number).into_iter().flatten() {
                    if let Some(to) = nodes.get(*class) {
                        uses.push((number, *class, network.edge(own, *to, *most)));
                    }
                }
                number += 1;
            }
        }
        Self { network, groups: starts, sink, classes, uses }
    }

    /// The amount of each group, one after another.
    fn push_all(&mut self, groups: &[Group<'_>]) -> Vec<i64> {
        let (starts, sink, network) = (&self.groups, self.sink, &mut self.network);
        starts.iter().zip(groups).map(|(start, group)| network.push(*start, sink, group.most)).collect()
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

/// The classes of lines, and for each offer the classes that it can pay, each with the most that a limit allows there.
fn classes(offers: &[&Offer], gap: &Gap) -> (Vec<Class>, Vec<Vec<(usize, i64)>>) {
    let mut users: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, offer) in offers.iter().enumerate() {
        for (line, _) in offer.lines.iter().filter(|(line, _)| gap.of(*line) > 0) {
            users.entry(*line).or_default().push(number);
        }
    }
    let is_bound = |number: &usize| offers.get(*number).is_some_and(|offer| offer.is_bound);
    let mut known: BTreeMap<(Vec<usize>, Option<usize>), usize> = BTreeMap::new();
    let mut classes: Vec<Class> = Vec::new();
    let mut used = vec![Vec::new(); offers.len()];
    for (line, of) in users {
        let alone = of.iter().any(is_bound).then_some(line);
        let count = of.len();
        let place = *known.entry((of.clone(), alone)).or_insert_with(|| {
            classes.push(Class { lines: Vec::new(), users: count });
            classes.len() - 1
        });
        if let Some(class) = classes.get_mut(place) {
            if class.lines.is_empty() {
                for number in of {
                    let own = offers.get(number).filter(|offer| offer.is_bound);
                    let part = own.and_then(|offer| offer.lines.iter().find(|(other, _)| *other == line));
                    let most = part.map_or(UNBOUNDED, |(_, part)| *part);
                    if let Some(used) = used.get_mut(number) {
                        used.push((place, most));
                    }
                }
            }
            class.lines.push(line);
        }
    }
    (classes, used)
}
