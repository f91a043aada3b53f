//! Deletion, rotation, merge and export.

use crate::made::{add, application, day, document, path, receipt};
use serde_json::json;
use std::{fs, path::Path};
use tongbiao::check::AnyDocument;
use tongbiao_index::{Added, Entry, Index, Key, Merged, Problem, Selection};
use tongbiao_testkit::random::Random;

/// An application with two receipts.
fn made(seed: u64, id: &str) -> AnyDocument {
    let mut random = Random(seed * 1_000_003);
    let mut one = receipt(&mut random, true);
    one["number"] = json!({"form": "legacy", "number": format!("7700{seed}")});
    document(&application(
        id,
        &[one.clone(), one],
        json!({"child": {"name": format!("童{seed}"), "birthDate": "2019-05-06"}}),
    ))
}

fn matches(index: &Index, key: &Key, document: &AnyDocument) -> usize {
    index.reader(key).unwrap().find(document, None).unwrap().matches.len()
}

#[test]
fn a_document_is_added_once() {
    let key = Key::generate().unwrap();
    let mut index = Index::create(&path("once"), &key).unwrap();
    let (one, other) = (made(1, "a-1"), made(2, "a-1"));
    assert_eq!(add(&index, &key, "甲", &[&one, &one]), [Added::New, Added::Same]);
    assert_eq!(add(&index, &key, "甲", &[&other, &other, &one]), [Added::Changed, Added::Same, Added::Changed]);
    assert_eq!(add(&index, &key, "乙", &[&one]), [Added::New]);
    let counts = index.counts().unwrap();
    assert_eq!((counts.documents, counts.deleted), (2, 0));
    assert_eq!(
        counts.charities.iter().map(|one| (one.name.as_str(), one.documents)).collect::<Vec<_>>(),
        [("乙", 1), ("甲", 1)]
    );
    index.verify().unwrap();
}

#[test]
fn deleted_digests_are_not_in_the_file() {
    let key = Key::generate().unwrap();
    let path = path("forget");
    let index = Index::create(&path, &key).unwrap();
    let all: Vec<AnyDocument> = (1..=20).map(|seed| made(seed, &format!("a-{seed}"))).collect();
    add(&index, &key, "甲", &all.iter().collect::<Vec<_>>());
    // The rows of the deleted application begin with its digests.
    let gone = Entry::of(&all[3], &key, "甲", day("2026-03-02")).unwrap();
    let digests: Vec<[u8; 8]> = gone.digests().collect();
    let holds = |digest: &[u8; 8]| fs::read(&path).unwrap().windows(8).any(|bytes| bytes == digest);
    assert!(digests.len() > 3);
    let selection = Selection { charity: Some("甲".into()), application: Some("a-4".into()), ..Selection::default() };
    drop(index);
    assert!(digests.iter().all(holds));
    let done = Index::open(&path, &key).unwrap().forget(&path, &key, &selection, day("2026-04-01")).unwrap();
    assert_eq!((done.kept, done.left_out), (19, 1));
    assert!(!digests.iter().any(holds));
    let mut index = Index::open(&path, &key).unwrap();
    index.verify().unwrap();
    assert_eq!((index.counts().unwrap().documents, index.counts().unwrap().deleted), (19, 1));
    assert_eq!((matches(&index, &key, &all[3]), matches(&index, &key, &all[4]) > 0), (0, true));
    drop(index);
    let of = |charity: &str, application: &str| Selection {
        charity: Some(charity.into()),
        application: Some(application.into()),
        ..Selection::default()
    };
    for (selection, kept, is_unknown) in [
        (Selection { charity: Some("乙".into()), ..Selection::default() }, 19, true),
        (of("乙", "a-5"), 19, true),
        (of("甲", "a-50"), 19, true),
        (of("甲", "a-4"), 19, false),
        (Selection { before: Some(day("2026-03-02")), ..of("甲", "a-5") }, 19, true),
        (Selection { before: Some(day("2026-03-02")), ..Selection::default() }, 19, false),
        (Selection { before: Some(day("2026-03-03")), ..Selection::default() }, 0, false),
        (Selection { charity: Some("甲".into()), ..Selection::default() }, 0, true),
    ] {
        let done = Index::open(&path, &key).unwrap().forget(&path, &key, &selection, day("2026-04-01")).unwrap();
        assert_eq!((done.kept, done.is_unknown), (kept, is_unknown), "{selection:?}");
    }
    assert!(!Path::new(&format!("{}.new", path.display())).exists());
}

#[test]
fn a_rotated_index_finds_the_same_with_the_new_key_only() {
    let old = Key::generate().unwrap();
    let new = old.next().unwrap();
    let path = path("rotate");
    let index = Index::create(&path, &old).unwrap();
    let all: Vec<AnyDocument> = (1..=5).map(|seed| made(seed, &format!("a-{seed}"))).collect();
    add(&index, &old, "甲", &all.iter().collect::<Vec<_>>());
    let before: Vec<_> = all.iter().map(|one| index.reader(&old).unwrap().find(one, None).unwrap()).collect();
    assert!(matches!(Index::open_without_key(&path), Err(Problem::InUse)));
    let strange = Key::generate().unwrap();
    index.rotate(&path, &old, &new).unwrap();
    assert!(matches!(Index::open(&path, &old), Err(Problem::WrongKey)));
    let mut index = Index::open(&path, &new).unwrap();
    let after: Vec<_> = all.iter().map(|one| index.reader(&new).unwrap().find(one, None).unwrap()).collect();
    assert_eq!(after, before);
    assert_eq!(
        add(&index, &new, "甲", &all.iter().collect::<Vec<_>>()),
        [Added::Same; 5],
        "the entries are those of the new key"
    );
    index.verify().unwrap();
    assert!(matches!(index.reader(&old), Err(Problem::WrongKey)));
    assert!(matches!(index.rotate(&path, &new, &strange), Err(Problem::KeyDoesNotFollow)));
}

#[test]
fn merges_are_repeatable_and_deletions_travel() {
    let key = Key::generate().unwrap();
    let paths = ["merge-one", "merge-other", "merge-part"].map(path);
    let (mut one, other) = (Index::create(&paths[0], &key).unwrap(), Index::create(&paths[1], &key).unwrap());
    let all: Vec<AnyDocument> = (1..=6).map(|seed| made(seed, &format!("a-{seed}"))).collect();
    add(&one, &key, "甲", &[&all[0], &all[1]]);
    add(&other, &key, "乙", &[&all[2], &all[3], &all[4]]);
    let merged = |merged: Merged| (merged.new, merged.changed, merged.same, merged.deleted);
    assert_eq!(merged(one.merge(&other).unwrap()), (3, 0, 0, 0));
    assert_eq!(merged(one.merge(&other).unwrap()), (0, 0, 3, 0));
    assert_eq!(matches(&one, &key, &all[3]), matches(&other, &key, &all[3]));
    // A changed document replaces the earlier one, in one direction.
    add(&other, &key, "乙", &[&made(9, "a-3")]);
    assert_eq!(merged(one.merge(&other).unwrap()), (0, 1, 2, 0));
    assert_eq!(merged(other.merge(&one).unwrap()), (2, 0, 3, 0));
    // A deletion reaches the other copy, and the other copy does not bring the document back.
    let selection = Selection { charity: Some("乙".into()), application: Some("a-4".into()), ..Selection::default() };
    assert_eq!(other.forget(&paths[1], &key, &selection, day("2026-04-01")).unwrap().left_out, 1);
    let other = Index::open(&paths[1], &key).unwrap();
    assert_eq!(merged(other.merge(&one).unwrap()), (0, 0, 5, 0));
    assert_eq!(merged(one.merge(&other).unwrap()), (0, 0, 4, 1));
    assert_eq!((matches(&one, &key, &all[3]), matches(&other, &key, &all[3])), (0, 0));
    // The charity enters it again.
    assert_eq!(add(&other, &key, "乙", &[&all[3]]), [Added::New]);
    assert_eq!(merged(one.merge(&other).unwrap()), (1, 0, 4, 0));
    one.verify().unwrap();
    // A part for another charity.
    let part = Selection { charity: Some("乙".into()), ..Selection::default() };
    let done = one.export(&paths[2], &key, &part).unwrap();
    assert_eq!((done.kept, done.left_out), (3, 2));
    assert!(matches!(one.export(&paths[2], &key, &part), Err(Problem::File(_))), "never replaced");
    let strange = Index::create(&path("merge-strange"), &Key::generate().unwrap()).unwrap();
    assert!(matches!(one.merge(&strange), Err(Problem::WrongKey)));
}
