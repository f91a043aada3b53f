//! `facts`: the facts and conditions that a programme may use, searchable in both languages.

mod entry;
mod example;
mod search;
mod synonym;

pub use entry::{ConditionMember, FactKind, FactUse, ListedFact, NewListedFact};

use crate::{
    failure::{Failure, listed},
    reply::replies,
    request::Request,
    text::AnyText,
};
use search::Words;
use tongbiao::wire::{List, record};

record! {
    /// 事实查询请求 · Request for the facts that a programme may use.
    pub struct FactsRequest {
        required {}
        optional {
            /// 查询 · Words in Chinese or English, or a sentence of a notice.
            ///
            /// 如 低保 或 income。不填的，返回全部事实和条件。
            /// For example 低保 or income. If omitted, all facts and conditions are returned.
            public query: AnyText,
        }
    }
}

record! {
    /// 事实列表 · Facts and conditions that match a request.
    pub struct FactsReply {
        required {
            /// 事实和条件 · Facts and conditions, best match first.
            public facts: List<ListedFact, 0, 1000>,
            /// 相近的代码 · Codes of the most similar facts, if none matches.
            public nearest: List<AnyText, 0, 10>,
        }
        optional {}
    }
}

replies!(FactsReply);

/// The facts of the registry, and the conditions that use no fact of the registry. With a query, those that match.
///
/// # Errors
/// The list is too long for a reply.
///
/// # Example
/// ```
/// use tongbiao_json::{FactsRequest, facts};
///
/// let mut request = FactsRequest::new();
/// request.query = Some("低保".into());
/// let reply = facts(&request)?;
/// assert_eq!(reply.facts[0].code.as_str(), "poverty-category");
/// assert_eq!(reply.facts[0].paths[0].as_str(), "/household/certificates/*/category");
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn facts(request: &FactsRequest) -> Result<FactsReply, Failure> {
    let all = entry::all();
    let Some(query) = request.query.as_ref().map(AnyText::as_str) else {
        return Ok(FactsReply::new(listed(all.iter().cloned())?, List::default()));
    };
    let words: Vec<Words> = all.iter().map(words).collect();
    let found = search::found(query, &words);
    let chosen = |places: Vec<usize>| places.into_iter().filter_map(|place| all.get(place));
    let nearest = if found.is_empty() { search::nearest(query, &words) } else { Vec::new() };
    let nearest = chosen(nearest).map(|fact| fact.code.clone());
    Ok(FactsReply::new(listed(chosen(found).cloned())?, listed(nearest)?))
}

/// The words under which a fact is found.
fn words(fact: &ListedFact) -> Words {
    let (zh, en) = synonym::synonyms(fact.kind, fact.code.as_str());
    let mut words = Words::of(fact.code.as_str());
    let names = [fact.label.zh.as_str(), fact.label.en.as_str()];
    names.into_iter().chain(zh.split(' ')).chain(en.split(';')).for_each(|text| words.name(text));
    let codes = entry::codes(fact).flat_map(|(code, label)| [code, label.zh, label.en]);
    [fact.kind.label().zh, fact.kind.as_str()].into_iter().chain(codes).for_each(|text| words.detail(text));
    words
}

impl Request for FactsRequest {
    type Reply = FactsReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        facts(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::fact;

    fn codes(query: &str) -> Result<(Vec<String>, Vec<String>), Failure> {
        let mut request = FactsRequest::new();
        request.query = Some(query.into());
        let reply = facts(&request)?;
        let nearest = reply.nearest.iter().map(|code| code.as_str().to_owned()).collect();
        Ok((reply.facts.iter().map(|fact| fact.code.as_str().to_owned()).collect(), nearest))
    }

    #[test]
    fn every_fact_is_listed_and_found_by_its_names() -> Result<(), Failure> {
        let all = facts(&FactsRequest::new())?.facts.into_vec();
        for fact in fact::facts() {
            let listed = all.iter().find(|one| one.code.as_str() == fact.code && one.kind.as_str() == fact.kind);
            let Some(listed) = listed else { panic!("{} is not listed", fact.code) };
            assert_eq!(listed.paths.iter().map(AnyText::as_str).collect::<Vec<_>>(), fact.paths, "{}", fact.code);
            for query in [fact.code, fact.label.zh, fact.label.en] {
                assert!(codes(query)?.0.iter().any(|code| code == fact.code), "{query}");
            }
        }
        assert!(all.len() > fact::facts().count());
        Ok(())
    }

    #[test]
    fn words_of_notices_find_facts() -> Result<(), Failure> {
        for (query, expected) in [
            ("年龄", "age"),
            ("周岁", "age"),
            ("under 15 years old", "age"),
            ("低保", "poverty-category"),
            ("低保户", "poverty-category"),
            ("特困", "poverty-category"),
            ("low income family", "poverty-category"),
            ("户籍", "registration"),
            ("hukou", "registration"),
            ("白血病", "disease"),
            ("diagnosis", "disease"),
            ("移植", "treatment-done"),
            ("transplant", "treatment-done"),
            ("家庭年收入低于50000元", "household-income"),
            ("收入", "income-per-head"),
            ("income", "household-income"),
            ("定点医院", "hospital"),
            ("三级医院", "hospital-level"),
            ("限一次", "earlier-aid"),
            ("未获得其他救助", "aid-received"),
            ("医保", "insured"),
            ("残疾", "disabled"),
            ("住院天数", "stay-days"),
            ("名额", "quota-left"),
            ("入户调查", "assessed"),
            ("0-14岁（未满15周岁）白血病患儿，家庭经济困难", "age"),
            ("0-14岁（未满15周岁）白血病患儿，家庭经济困难", "disease"),
            ("0-14岁（未满15周岁）白血病患儿，家庭经济困难", "poverty-category"),
        ] {
            let (found, _) = codes(query)?;
            assert!(found.iter().any(|code| code == expected), "{query}: {found:?}");
        }
        Ok(())
    }

    #[test]
    fn the_best_match_comes_first() -> Result<(), Failure> {
        for (query, expected) in [
            ("age", "age"),
            ("sex", "sex"),
            ("insured", "insured"),
            ("低保", "poverty-category"),
            ("家庭年收入", "household-income"),
            ("户籍地", "registration"),
            ("hospital level", "hospital-level"),
        ] {
            assert_eq!(codes(query)?.0.first().map(String::as_str), Some(expected), "{query}");
        }
        Ok(())
    }

    #[test]
    fn without_a_match_the_nearest_is_stated() -> Result<(), Failure> {
        for (query, expected) in
            [("houshold-incom", "household-income"), ("povrty", "poverty-category"), ("户主收得", "household-income")]
        {
            let (found, nearest) = codes(query)?;
            assert!(found.is_empty() && nearest.iter().any(|code| code == expected), "{query}: {found:?} {nearest:?}");
        }
        assert_eq!(codes("qqqqqqqq")?, Default::default());
        assert_eq!(codes("")?.0.len(), facts(&FactsRequest::new())?.facts.len());
        Ok(())
    }
}
