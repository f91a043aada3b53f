//! Files that are damaged, of another version or no index, and a disk that is full.

use crate::made::{add, application, day, document, path, receipt};
use redb::backends::InMemoryBackend;
use serde_json::json;
use std::{
    fs, io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tongbiao::check::AnyDocument;
use tongbiao_index::{Entry, Index, Key, Problem, StorageBackend};
use tongbiao_testkit::random::Random;

/// Invented applications.
fn documents(count: usize) -> Vec<AnyDocument> {
    let mut random = Random(11);
    let one = |number: usize| {
        let receipts: Vec<_> = (0..3).map(|_| receipt(&mut random, true)).collect();
        document(&application(&format!("a-{number}"), &receipts, json!({})))
    };
    (0..count).map(one).collect()
}

/// A storage that has room for some bytes only.
#[derive(Debug)]
struct Disk {
    memory: InMemoryBackend,
    room: Arc<AtomicUsize>,
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.memory.len()
    }

    fn read(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        self.memory.read(offset, len)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        if usize::try_from(len).unwrap() > self.room.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.memory.set_len(len)
    }

    fn sync_data(&self, eventual: bool) -> io::Result<()> {
        self.memory.sync_data(eventual)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.memory.write(offset, data)
    }
}

#[test]
fn a_full_disk_is_reported_and_keeps_what_was_committed() {
    let key = Key::generate().unwrap();
    let room = Arc::new(AtomicUsize::new(4 << 20));
    let disk = Disk { memory: InMemoryBackend::new(), room: Arc::clone(&room) };
    let index = Index::create_in(disk, &key).unwrap();
    let all = documents(3_000);
    add(&index, &key, "甲", &all.iter().take(10).collect::<Vec<_>>());
    room.store(0, Ordering::SeqCst);
    let mut batch = index.batch().unwrap();
    let entries = all.iter().map(|one| Entry::of(one, &key, "甲", day("2026-03-02")).unwrap());
    let added: Result<Vec<_>, Problem> = entries.map(|entry| batch.add(&entry)).collect();
    let ended = added.and_then(|_| batch.commit());
    assert!(matches!(ended, Err(Problem::Full)), "{ended:?}");
}

#[test]
fn damaged_files_are_refused() {
    // The places of the digests in the file depend on the key.
    let key = Key::parse(&format!("tongbiao index key 1\n{}\n", "5a".repeat(32))).unwrap();
    let whole = path("whole");
    let index = Index::create(&whole, &key).unwrap();
    let all = documents(400);
    add(&index, &key, "甲", &all.iter().collect::<Vec<_>>());
    drop(index);
    let bytes = fs::read(&whole).unwrap();
    let damaged = path("damaged");
    // Every use of a damaged file ends with an answer.
    let used = |damaged: &Path| -> Result<Vec<usize>, Problem> {
        let mut index = Index::open(damaged, &key)?;
        index.verify()?;
        let reader = index.reader(&key)?;
        all.iter().take(20).map(|one| Ok(reader.find(one, None)?.matches.len())).collect()
    };
    let expected = used(&whole).unwrap();
    assert!(expected.iter().all(|count| *count > 0), "{expected:?}");
    for text in [&b""[..], b"tongbiao", &[0; 5_000], &bytes[..4_096], &bytes[..bytes.len() / 2], &bytes[64..]] {
        fs::write(&damaged, text).unwrap();
        assert!(matches!(used(&damaged), Err(Problem::Damaged)), "{} bytes: {:?}", text.len(), used(&damaged));
    }
    let mut random = Random(3);
    // Free parts that were never written are zero.
    let written = |start: &usize| bytes[*start..*start + 64].iter().any(|byte| *byte != 0);
    let starts = std::iter::repeat_with(|| random.below(bytes.len() - 64)).filter(written).take(60);
    let mut refused = 0;
    for start in starts.collect::<Vec<_>>() {
        let mut changed = bytes.clone();
        changed[start..start + 64].fill(0xa5);
        fs::write(&damaged, &changed).unwrap();
        let ended = used(&damaged);
        // Damage that is not refused is in a part that is not used: nothing is found otherwise.
        match ended {
            Ok(found) => assert_eq!(found, expected, "at {start}"),
            Err(problem) => {
                let is_named = matches!(problem, Problem::Damaged | Problem::WrongKey | Problem::Version(_));
                assert!(is_named, "{problem:?}");
                refused += 1;
            }
        }
    }
    // The other places are in parts of the file that are free again.
    assert!(refused > 15, "{refused}");
    assert!(matches!(Index::open(&path("none"), &key), Err(Problem::File(_))));
    assert!(matches!(Index::open(whole.parent().unwrap(), &key), Err(Problem::Damaged)));
    assert!(matches!(Index::open(&whole, &Key::generate().unwrap()), Err(Problem::WrongKey)));
}

#[test]
fn another_version_is_named() {
    let key = Key::generate().unwrap();
    let path = path("version");
    drop(Index::create(&path, &key).unwrap());
    let table: redb::TableDefinition<'_, &str, &[u8]> = redb::TableDefinition::new("meta");
    let database = redb::Database::open(&path).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(table).unwrap().insert("format", 7_u32.to_be_bytes().as_slice()).unwrap();
    transaction.commit().unwrap();
    drop(database);
    let refused = Index::open(&path, &key);
    assert!(matches!(refused, Err(Problem::Version(7))), "{refused:?}");
    // The database of another program.
    let other = crate::made::path("other-program");
    let database = redb::Database::create(&other).unwrap();
    drop(database);
    assert!(matches!(Index::open(&other, &key), Err(Problem::Damaged)));
}

#[cfg(unix)]
#[test]
fn files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let key = Key::generate().unwrap();
    let (place, index) = (path("private.key"), path("private"));
    key.write(&place).unwrap();
    drop(Index::create(&index, &key).unwrap());
    for path in [&place, &index] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(Key::read(&place).unwrap().id(), key.id());
    assert!(matches!(key.write(&place), Err(Problem::File(_))), "an existing key is never replaced");
    fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(Key::read(&place), Err(Problem::KeyIsPublic)));
}

/// The file has no text of the documents.
#[test]
fn no_value_is_in_the_file() {
    let key = Key::generate().unwrap();
    let path = path("values");
    let index = Index::create(&path, &key).unwrap();
    let all = documents(50);
    add(&index, &key, "示例基金会甲（虚构）", &all.iter().collect::<Vec<_>>());
    drop(index);
    let bytes = fs::read(&path).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("示例基金会甲（虚构）"), "the name of the charity is kept");
    for text in [
        "童安",
        "童宁",
        "a-1",
        "100.00",
        "41060125",
        "YW-1",
        "JS-1",
        "12410000400000018Y",
        "2024-05",
        "示例省儿童医院",
        "2019-05-06",
    ] {
        assert!(!holds(text), "{text}");
    }
}
