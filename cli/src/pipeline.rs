//! Work on several threads whose results arrive in the order of the input.
//!
//! A reader collects items in batches. Workers process whole batches. The receiver takes the results in the order in which the
//! reader gave the items. The batches between the reader and the receiver are bounded, so that memory is constant.

use std::{
    io,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender},
    },
    thread,
    time::Duration,
};

/// The size of a batch in bytes. A larger item is a batch of its own.
const BATCH_BYTES: usize = 64 * 1024;
/// The maximum number of items of a batch.
const BATCH_ITEMS: usize = 64;
/// The maximum size of all batches between the reader and the receiver in bytes. A single larger batch is admitted.
const ALL_BYTES: usize = 8 * 1024 * 1024;
/// The stack of a thread in bytes. It equals that of the main thread of most systems.
const STACK: usize = 8 * 1024 * 1024;
/// The time after which a waiting receiver looks at the clock and at the interrupt.
const TICK: Duration = Duration::from_millis(50);

/// The receiver accepts no more items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closed;

/// What a receiver gets.
pub(crate) enum Received<U> {
    /// The results of a batch.
    Batch(Batch<U>),
    /// Nothing yet.
    Nothing,
    /// The reader has given all items.
    End,
    /// A thread has ended before its work was complete.
    Broken,
}

/// The results of a batch. Its room is free again when it is dropped.
pub(crate) struct Batch<U> {
    /// The results, in the order of the items.
    pub(crate) results: Vec<U>,
    _taken: Taken,
}

/// A batch on its way to the receiver.
enum Sent<T, U> {
    /// The receiver does the work.
    Items(Vec<T>, Taken),
    /// A worker does the work.
    Results(Receiver<Vec<U>>, Taken),
    /// The last one.
    End,
}

/// A batch for a worker, and the place for its results.
type Task<T, U> = (Vec<T>, SyncSender<Vec<U>>);
/// The work on an item.
type Work<T, U> = dyn Fn(T) -> U + Send + Sync;

/// The end of a pipeline for the reader.
pub(crate) struct Giver<T, U> {
    items: Vec<T>,
    bytes: usize,
    workers: Option<Sender<Task<T, U>>>,
    sent: Sender<Sent<T, U>>,
    room: Arc<Room>,
}

/// The end of a pipeline for the receiver.
pub(crate) struct Taker<T, U> {
    work: Arc<Work<T, U>>,
    sent: Receiver<Sent<T, U>>,
    /// The batch that comes next, and that a worker has not completed.
    waiting: Option<(Receiver<Vec<U>>, Taken)>,
    room: Arc<Room>,
}

/// Starts a reader and workers. With one job, the receiver does the work. The threads are not joined: a reader may wait for an
/// input for ever.
pub(crate) fn start<T: Send + 'static, U: Send + 'static>(
    jobs: usize,
    read: impl FnOnce(&mut Giver<T, U>) -> Result<(), Closed> + Send + 'static,
    work: impl Fn(T) -> U + Send + Sync + 'static,
) -> io::Result<Taker<T, U>> {
    let work: Arc<Work<T, U>> = Arc::new(work);
    let room = Arc::new(Room::new(2 * jobs + 2));
    let workers = if jobs > 1 { Some(workers(jobs, &work)?) } else { None };
    let (sender, sent) = mpsc::channel();
    let mut giver = Giver { items: Vec::new(), bytes: 0, workers, sent: sender, room: Arc::clone(&room) };
    thread::Builder::new().name("reader".to_owned()).stack_size(STACK).spawn(move || {
        // If the receiver has closed, it needs no end.
        let _ = read(&mut giver).and_then(|()| giver.end());
    })?;
    Ok(Taker { work, sent, waiting: None, room })
}

fn workers<T: Send + 'static, U: Send + 'static>(
    jobs: usize,
    work: &Arc<Work<T, U>>,
) -> io::Result<Sender<Task<T, U>>> {
    let (sender, tasks) = mpsc::channel::<Task<T, U>>();
    let tasks = Arc::new(Mutex::new(tasks));
    for number in 1..=jobs {
        let (tasks, work) = (Arc::clone(&tasks), Arc::clone(work));
        thread::Builder::new().name(format!("worker {number}")).stack_size(STACK).spawn(move || {
            loop {
                let task = locked(&tasks).recv();
                let Ok((items, place)) = task else { return };
                // If the receiver has closed, no one needs the results.
                let _ = place.send(items.into_iter().map(&*work).collect());
            }
        })?;
    }
    Ok(sender)
}

impl<T, U> Giver<T, U> {
    /// Gives an item of a size in bytes.
    pub(crate) fn give(&mut self, item: T, bytes: usize) -> Result<(), Closed> {
        if self.bytes.saturating_add(bytes) > BATCH_BYTES || self.items.len() >= BATCH_ITEMS {
            self.flush()?;
        }
        self.items.push(item);
        self.bytes = self.bytes.saturating_add(bytes);
        Ok(())
    }

    /// Sends the collected items, for instance before the reader waits for more input.
    pub(crate) fn flush(&mut self) -> Result<(), Closed> {
        if self.items.is_empty() {
            return Ok(());
        }
        let taken = self.room.take(std::mem::take(&mut self.bytes))?;
        let items = std::mem::take(&mut self.items);
        let sent = match &self.workers {
            None => Sent::Items(items, taken),
            Some(workers) => {
                let (place, results) = mpsc::sync_channel(1);
                workers.send((items, place)).map_err(|_| Closed)?;
                Sent::Results(results, taken)
            }
        };
        self.sent.send(sent).map_err(|_| Closed)
    }

    /// Waits until the receiver has taken everything.
    pub(crate) fn settle(&mut self) -> Result<(), Closed> {
        self.flush()?;
        self.room.settle()
    }

    fn end(&mut self) -> Result<(), Closed> {
        self.flush()?;
        self.sent.send(Sent::End).map_err(|_| Closed)
    }
}

impl<T, U> Taker<T, U> {
    /// The results of the next batch. It waits for a short time only.
    pub(crate) fn next(&mut self) -> Received<U> {
        if self.waiting.is_none() {
            match self.sent.recv_timeout(TICK) {
                Ok(Sent::End) => return Received::End,
                Ok(Sent::Items(items, taken)) => {
                    let results = items.into_iter().map(&*self.work).collect();
                    return Received::Batch(Batch { results, _taken: taken });
                }
                Ok(Sent::Results(results, taken)) => self.waiting = Some((results, taken)),
                Err(RecvTimeoutError::Timeout) => return Received::Nothing,
                Err(RecvTimeoutError::Disconnected) => return Received::Broken,
            }
        }
        let Some((results, taken)) = self.waiting.take() else { return Received::Nothing };
        match results.recv_timeout(TICK) {
            Ok(results) => Received::Batch(Batch { results, _taken: taken }),
            Err(RecvTimeoutError::Disconnected) => Received::Broken,
            Err(RecvTimeoutError::Timeout) => {
                self.waiting = Some((results, taken));
                Received::Nothing
            }
        }
    }
}

impl<T, U> Drop for Taker<T, U> {
    fn drop(&mut self) {
        self.room.close();
    }
}

/// The room for batches between the reader and the receiver.
#[derive(Debug)]
struct Room {
    batches_max: usize,
    filled: Mutex<Filled>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Filled {
    batches: usize,
    bytes: usize,
    is_closed: bool,
}

impl Room {
    fn new(batches_max: usize) -> Self {
        Self { batches_max, filled: Mutex::default(), changed: Condvar::new() }
    }

    fn take(self: &Arc<Self>, bytes: usize) -> Result<Taken, Closed> {
        let mut filled = self.wait(|filled| {
            filled.batches == 0 || filled.batches < self.batches_max && filled.bytes.saturating_add(bytes) <= ALL_BYTES
        })?;
        filled.batches += 1;
        filled.bytes = filled.bytes.saturating_add(bytes);
        Ok(Taken { room: Arc::clone(self), bytes })
    }

    fn settle(&self) -> Result<(), Closed> {
        self.wait(|filled| filled.batches == 0).map(drop)
    }

    fn wait(&self, is_fit: impl Fn(&Filled) -> bool) -> Result<MutexGuard<'_, Filled>, Closed> {
        let filled = self.changed.wait_while(locked(&self.filled), |filled| !filled.is_closed && !is_fit(filled));
        let filled = filled.unwrap_or_else(PoisonError::into_inner);
        if filled.is_closed { Err(Closed) } else { Ok(filled) }
    }

    fn close(&self) {
        locked(&self.filled).is_closed = true;
        self.changed.notify_all();
    }
}

/// The room that a batch occupies.
#[derive(Debug)]
struct Taken {
    room: Arc<Room>,
    bytes: usize,
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut filled = locked(&self.room.filled);
        filled.batches = filled.batches.saturating_sub(1);
        filled.bytes = filled.bytes.saturating_sub(self.bytes);
        drop(filled);
        self.room.changed.notify_all();
    }
}

/// A lock. No thread panics while it holds one, so that its content is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// All results, and whether the pipeline ended regularly.
    fn all<T, U>(mut taker: Taker<T, U>) -> (Vec<U>, bool) {
        let mut all = Vec::new();
        loop {
            match taker.next() {
                Received::Batch(batch) => all.extend(batch.results),
                Received::Nothing => {}
                Received::End => return (all, true),
                Received::Broken => return (all, false),
            }
        }
    }

    #[test]
    fn results_are_in_the_order_of_the_input() -> io::Result<()> {
        for jobs in [1, 2, 7] {
            let read = |giver: &mut Giver<u64, u64>| {
                for number in 0..3000 {
                    // Some items are batches of their own, and some batches are sent before they are full.
                    giver.give(number, if number % 50 == 0 { 20_000_000 } else { 900 })?;
                    if number % 97 == 0 {
                        giver.flush()?;
                    }
                }
                Ok(())
            };
            let work = |number: u64| {
                if number % 500 == 3 {
                    thread::sleep(Duration::from_millis(60));
                }
                number * 2
            };
            let expected: Vec<u64> = (0..3000).map(|number| number * 2).collect();
            assert_eq!(all(start(jobs, read, work)?), (expected, true), "{jobs} jobs");
        }
        Ok(())
    }

    #[test]
    fn a_reader_waits_for_a_slow_receiver() -> io::Result<()> {
        for jobs in [1, 3] {
            let given = Arc::new(AtomicUsize::new(0));
            let counter = Arc::clone(&given);
            let taker = start(
                jobs,
                move |giver: &mut Giver<usize, usize>| {
                    for number in 0..1000 {
                        giver.give(number, 1_000_000)?;
                        counter.fetch_add(1, Ordering::SeqCst);
                    }
                    Ok(())
                },
                |number| number,
            )?;
            thread::sleep(Duration::from_millis(100));
            let before = given.load(Ordering::SeqCst);
            assert!(before > 0 && before <= 2 * jobs + 4, "{before} items for {jobs} jobs");
            assert_eq!(all(taker).0.len(), 1000);
        }
        Ok(())
    }

    #[test]
    fn settled_items_have_been_received() -> io::Result<()> {
        let received = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&received);
        let mut taker = start(
            2,
            move |giver: &mut Giver<usize, usize>| {
                for _ in 0..100 {
                    giver.settle()?;
                    giver.give(seen.load(Ordering::SeqCst), 1)?;
                }
                Ok(())
            },
            |number| number,
        )?;
        let mut results: Vec<usize> = Vec::new();
        loop {
            match taker.next() {
                Received::Batch(batch) => {
                    received.fetch_add(batch.results.len(), Ordering::SeqCst);
                    results.extend(&batch.results);
                }
                Received::Nothing => {}
                Received::End => break,
                Received::Broken => return Err(io::Error::other("broken")),
            }
        }
        assert_eq!(results, (0..100).collect::<Vec<_>>());
        Ok(())
    }

    #[test]
    fn a_lost_thread_is_not_an_end() -> io::Result<()> {
        fn lost<T>() -> T {
            std::panic::resume_unwind(Box::new("of a thread"))
        }
        let reader = start(2, move |_: &mut Giver<u8, u8>| lost(), |number| number)?;
        assert_eq!(all(reader), (Vec::new(), false));
        let worker = start(2, |giver: &mut Giver<u8, u8>| giver.give(1, 1), move |_| lost())?;
        assert_eq!(all(worker), (Vec::new(), false));
        Ok(())
    }

    #[test]
    fn a_receiver_may_close() -> io::Result<()> {
        let (sender, ended) = mpsc::channel();
        let read = move |giver: &mut Giver<u8, u8>| {
            let ended = (0..).try_for_each(|_: u64| giver.give(0, 1000));
            let _ = sender.send(ended);
            ended
        };
        drop(start(2, read, |number| number)?);
        assert_eq!(ended.recv_timeout(Duration::from_secs(60)), Ok(Err(Closed)));
        Ok(())
    }
}
