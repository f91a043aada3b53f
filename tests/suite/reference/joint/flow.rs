//! What can be awarded together, found by augmenting paths over a table of capacities (docs/evaluation.md, 14.18 to 14.26).

use super::{Gap, Group, Offer, Place};
use crate::reference::exact::spread;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// The lines of a unit (14.20, 14.21).
pub fn lines_of(
    offer: &Offer,
    amount: i128,
    (before, behind): (&[Group<'_>], &[Group<'_>]),
    gap: &Gap,
) -> Vec<(Place, i128)> {
    if offer.cells.is_empty() || amount == 0 {
        return offer.cells.iter().map(|(cell, _)| (*cell, 0)).collect();
    }
    let others: Vec<Group<'_>> = before.iter().chain(behind).cloned().collect();
    // The prospects of all, with the unit after those that are still owed.
    let own: Group<'_> = (amount, vec![offer]);
    let in_turn: Vec<Group<'_>> = before.iter().chain([&own]).chain(behind).cloned().collect();
    let mut wanted = prospects(&in_turn, gap);
    wanted.remove(before.len());
    let lowered = |parts: &[(Place, i128)]| {
        let mut gap = gap.clone();
        for (cell, part) in parts {
            *gap.cells.get_mut(cell).unwrap() -= part;
            gap.total -= part;
        }
        gap
    };
    let mut alone = offer.clone();
    let parts: Vec<i128> = alone.cells.iter().map(|(_, part)| *part).collect();
    for ((_, part), cut) in alone.cells.iter_mut().zip(spread(amount, &parts)) {
        *part = cut;
    }
    let fits = alone.cells.iter().all(|(cell, part)| *part <= gap.cells.get(cell).copied().unwrap_or(0));
    if fits && prospects(&others, &lowered(&alone.cells)) == wanted {
        return alone.cells;
    }
    // Classes of cells: which units can be paid there.
    let all: Vec<&Offer> = in_turn.iter().flat_map(|(_, offers)| offers.iter().copied()).collect();
    let mut classes: BTreeMap<(Vec<usize>, Option<Place>), Vec<Place>> = BTreeMap::new();
    for (cell, _) in offer.cells.iter().filter(|(cell, _)| gap.cells.get(cell).copied().unwrap_or(0) > 0) {
        let users: Vec<usize> =
            (0..all.len()).filter(|number| all[*number].cells.iter().any(|(other, _)| other == cell)).collect();
        let alone = users.iter().any(|number| all[*number].bound).then_some(*cell);
        classes.entry((users, alone)).or_default().push(*cell);
    }
    let order = |cell: &Place| offer.cells.iter().position(|(other, _)| other == cell);
    let mut sorted: Vec<(usize, Vec<Place>)> =
        classes.into_iter().map(|((users, _), cells)| (users.len(), cells)).collect();
    sorted.sort_by_key(|(users, cells)| (*users, order(&cells[0])));
    let mut placed: Vec<(Place, i128)> = Vec::new();
    for number in 0..sorted.len() {
        let left = amount - placed.iter().map(|(_, part)| part).sum::<i128>();
        let cells = &sorted[number].1;
        // Whether the class can have at least an amount: what remains of the unit goes to this class or to later ones.
        let allows = |least: i128| {
            let weights: Vec<i128> = cells.iter().map(|cell| gap.cells[cell]).collect();
            let room: i128 = cells.iter().map(|cell| gap.cells[cell]).sum();
            let bound = offer.bound.then(|| offer.cells.iter().find(|(cell, _)| *cell == cells[0]).unwrap().1);
            if least > room.min(bound.unwrap_or(room)) {
                return false;
            }
            let parts: Vec<(Place, i128)> = cells.iter().copied().zip(spread(least, &weights)).collect();
            let gap = lowered(&[placed.clone(), parts.clone()].concat());
            let open: BTreeSet<Place> = sorted[number..].iter().flat_map(|(_, cells)| cells.iter().copied()).collect();
            let mut rest = offer.clone();
            rest.cells.retain(|(cell, _)| open.contains(cell));
            if offer.bound {
                for (cell, most) in &mut rest.cells {
                    *most -= parts.iter().find(|(other, _)| other == cell).map_or(0, |(_, part)| *part);
                }
            }
            rest.amount = left - least;
            let own: Group<'_> = (left - least, vec![&rest]);
            let in_turn: Vec<Group<'_>> = before.iter().chain([&own]).chain(behind).cloned().collect();
            let mut found = prospects(&in_turn, &gap);
            found.remove(before.len()) == left - least && found == wanted
        };
        let (mut low, mut high) = (0, left);
        while low < high {
            let middle = (low + high + 1) / 2;
            if allows(middle) { low = middle } else { high = middle - 1 }
        }
        let weights: Vec<i128> = cells.iter().map(|cell| gap.cells[cell]).collect();
        placed.extend(cells.iter().copied().zip(spread(low, &weights)));
    }
    placed
}

/// What each group can be awarded, one after another.
pub fn prospects(groups: &[Group<'_>], gap: &Gap) -> Vec<i128> {
    let mut sums = vec![0];
    for count in 1..=groups.len() {
        sums.push(together(&groups[..count], gap));
    }
    sums.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// The most that groups can be awarded together: the largest flow, found by augmenting paths over a table of capacities.
pub fn together(groups: &[Group<'_>], gap: &Gap) -> i128 {
    let offers: Vec<(usize, &Offer)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, (_, offers))| offers.iter().map(move |offer| (group, *offer)))
        .collect();
    let cells: Vec<Place> = gap.cells.keys().copied().collect();
    let (first_offer, first_cell) = (1 + groups.len(), 1 + groups.len() + offers.len());
    let (total, sink) = (first_cell + cells.len(), first_cell + cells.len() + 1);
    let mut room: Vec<BTreeMap<usize, i128>> = vec![BTreeMap::new(); sink + 1];
    let mut link = |from: usize, to: usize, most: i128| {
        *room[from].entry(to).or_insert(0) += most.max(0);
        room[to].entry(from).or_insert(0);
    };
    for (group, (most, _)) in groups.iter().enumerate() {
        link(0, 1 + group, *most);
    }
    for (number, (group, offer)) in offers.iter().enumerate() {
        link(1 + group, first_offer + number, offer.amount);
        if offer.cells.is_empty() {
            link(first_offer + number, total, offer.amount);
        }
        for (cell, part) in &offer.cells {
            if let Ok(place) = cells.binary_search(cell) {
                link(first_offer + number, first_cell + place, if offer.bound { *part } else { offer.amount });
            }
        }
    }
    for (place, cell) in cells.iter().enumerate() {
        link(first_cell + place, total, gap.cells[cell]);
    }
    link(total, sink, gap.total);
    let mut flow = 0;
    loop {
        let mut from: Vec<Option<usize>> = vec![None; sink + 1];
        let mut open = vec![0];
        while let Some(node) = open.pop() {
            for (next, left) in &room[node] {
                if *left > 0 && *next != 0 && from[*next].is_none() {
                    from[*next] = Some(node);
                    open.push(*next);
                }
            }
        }
        let Some(_) = from[sink] else { return flow };
        let mut path = vec![sink];
        while *path.last().unwrap() != 0 {
            path.push(from[*path.last().unwrap()].unwrap());
        }
        let least = path.windows(2).map(|pair| room[pair[1]][&pair[0]]).min().unwrap();
        for pair in path.windows(2) {
            *room[pair[1]].get_mut(&pair[0]).unwrap() -= least;
            *room[pair[0]].get_mut(&pair[1]).unwrap() += least;
        }
        flow += least;
    }
}

/// In proportion to the offers (14.26).
pub fn pro_rata(groups: &[Group<'_>], gap: &Gap) -> Vec<i128> {
    let inside = |set: usize| -> Vec<usize> { (0..groups.len()).filter(|place| set >> place & 1 == 1).collect() };
    let most: Vec<i128> = (0..1_usize << groups.len())
        .map(|set| together(&inside(set).into_iter().map(|place| groups[place].clone()).collect::<Vec<_>>(), gap))
        .collect();
    let offered = |set: usize| -> i128 { inside(set).iter().map(|place| groups[*place].0).sum() };
    let offering: usize = (0..groups.len()).filter(|place| groups[*place].0 > 0).map(|place| 1 << place).sum();
    let mut amounts = vec![0; groups.len()];
    let mut decided = 0;
    while decided != offering {
        let open = offering & !decided;
        let sets: Vec<usize> = (1..most.len()).filter(|set| set & !open == 0).collect();
        let part = |set: usize| (most[decided | set] - most[decided], offered(set));
        let smallest = sets
            .iter()
            .copied()
            .min_by(|one, other| {
                let (one, other) = (part(*one), part(*other));
                (one.0 * other.1).cmp(&(other.0 * one.1))
            })
            .unwrap();
        let equal = |set: &&usize| part(**set).0 * part(smallest).1 == part(smallest).0 * part(**set).1;
        let set = sets.iter().filter(equal).fold(0, |all, set| all | set);
        let (amount, all) = part(set);
        if amount >= all {
            inside(open).into_iter().for_each(|place| amounts[place] = groups[place].0);
            break;
        }
        let members = inside(set);
        for place in &members {
            amounts[*place] = amount * groups[*place].0 / all;
        }
        let mut order = members.clone();
        order.sort_by_key(|place| (Reverse(amount * groups[*place].0 % all), *place));
        let mut lack = amount - members.iter().map(|place| amounts[*place]).sum::<i128>();
        for place in order {
            if lack == 0 {
                break;
            }
            amounts[place] += 1;
            let allowed =
                (1..most.len()).all(|set| inside(set).iter().map(|place| amounts[*place]).sum::<i128>() <= most[set]);
            if allowed { lack -= 1 } else { amounts[place] -= 1 }
        }
        decided |= set;
    }
    amounts
}
