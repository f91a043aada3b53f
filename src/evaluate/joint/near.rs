//! The offers that can compete with one: those that are connected with it by lines that both can pay.

use super::place::{Gap, Group, Offer};
use std::collections::{BTreeMap, BTreeSet};

/// The groups with only those offers that can compete with one for a line, directly or through others. The placing of the others has no
/// effect on it. If the remaining total limits more than the lines do, all compete.
pub(super) fn near<'o>(offer: &Offer, groups: &[Group<'o>], gap: &Gap) -> Vec<Group<'o>> {
    let offers = || groups.iter().flat_map(|group| &group.offers);
    let on_lines = gap.lines.iter().copied().fold(0, i64::saturating_add);
    if gap.total < on_lines || offers().any(|offer| offer.lines.is_empty()) {
        return groups.to_vec();
    }
    let mut users: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        for (place, offer) in group.offers.iter().enumerate() {
            for line in open_lines(offer, gap) {
                users.entry(line).or_default().push((number, place));
            }
        }
    }
    // The offers of a group that cannot have all that they offer compete with each other.
    let is_tied = |group: &Group<'_>| group.most < group.offered();
    let mut lines: Vec<usize> = open_lines(offer, gap).collect();
    let (mut seen, mut inside) = (lines.iter().copied().collect::<BTreeSet<usize>>(), BTreeSet::new());
    let mut next = 0;
    while let Some(line) = lines.get(next).copied() {
        next += 1;
        for (number, place) in users.get(&line).into_iter().flatten() {
            let Some(group) = groups.get(*number) else { continue };
            let together = if is_tied(group) { 0..group.offers.len() } else { *place..*place + 1 };
            for place in together {
                if inside.insert((*number, place)) {
                    let reached = group.offers.get(place).into_iter().flat_map(|offer| open_lines(offer, gap));
                    lines.extend(reached.filter(|line| seen.insert(*line)));
                }
            }
        }
    }
    let kept = |(number, group): (usize, &Group<'o>)| {
        let offers = group.offers.iter().enumerate().filter(|(place, _)| inside.contains(&(number, *place)));
        let offers: Vec<&'o Offer> = offers.map(|(_, offer)| *offer).collect();
        let kept = Group { most: group.most, offers };
        Group { most: kept.most.min(kept.offered()), ..kept }
    };
    groups.iter().enumerate().map(kept).collect()
}

/// The lines of an offer that have something left.
fn open_lines<'o>(offer: &'o Offer, gap: &'o Gap) -> impl Iterator<Item = usize> + 'o {
    offer.lines.iter().map(|(line, _)| *line).filter(|line| gap.lines.get(*line).is_some_and(|left| *left > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_connected_offers_compete() {
        let offer = |amount, lines: &[usize]| Offer {
            amount,
            lines: lines.iter().map(|line| (*line, 0)).collect(),
            ..Offer::default()
        };
        let (own, through, beyond, apart) = (offer(5, &[0]), offer(5, &[0, 1]), offer(5, &[1]), offer(5, &[2]));
        let groups =
            |most| vec![Group { most: 5, offers: vec![&through] }, Group { most, offers: vec![&beyond, &apart] }];
        let gap = |total| Gap { lines: vec![9, 9, 9], total };
        let counts = |groups: Vec<Group<'_>>, total| -> Vec<usize> {
            near(&own, &groups, &gap(total)).iter().map(|group| group.offers.len()).collect()
        };
        assert_eq!(counts(groups(10), 27), [1, 1], "the offer on line 2 has no line in common");
        assert_eq!(counts(groups(9), 27), [1, 2], "tied by their common maximum");
        assert_eq!(counts(groups(10), 26), [1, 2], "the total limits all lines together");
    }
}
