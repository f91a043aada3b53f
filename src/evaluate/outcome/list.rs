//! Lists of an outcome. An empty list is omitted.

use crate::wire::List;

pub(crate) fn list<T, const MAX: usize>(items: impl IntoIterator<Item = T>) -> Option<List<T, 0, MAX>> {
    List::new(items.into_iter().take(MAX).collect()).ok().filter(|list: &List<T, 0, MAX>| !list.is_empty())
}
