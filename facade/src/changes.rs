//! What a new revision of a programme changes, as a record.

use crate::{
    analysis::{Births, births},
    any_json::json,
    effects::CasesReply,
    reply::replies,
    text::{AnyText, Said},
};
use tongbiao::{
    amendment::{Amendment, BirthChange, Change, Renewal, Side},
    programme::Programme,
    value::{Date, LocalId, Period, Text},
    wire::{Integer, Json, List, record},
};

record! {
    /// 项目的版本 · Revision of a programme.
    pub struct RevisionName {
        required {
            /// 项目标识 · Identifier of the programme.
            public programme: LocalId,
            /// 项目版本 · Revision.
            public revision: Integer<1, 100000>,
            /// 项目名称 · Title.
            public title: Text<1, 200>,
        }
        optional {
            /// 英文名称 · Title in English.
            public title_en: Text<1, 200>,
        }
    }
}

record! {
    /// 一侧的条款 · Clause in one of the two documents.
    pub struct SideReply from NewSideReply {
        required {
            /// 位置 · Place, as a JSON Pointer.
            public pointer: AnyText,
            /// 值 · Value; of a list in another order, the names of its items.
            public value: Json,
            /// 中文 · In Chinese.
            public zh: AnyText,
            /// 英文 · In English.
            public en: AnyText,
        }
        optional {}
    }
}

record! {
    /// 变化 · Change.
    pub struct ChangeReply {
        required {
            /// 种类 · Kind: added, removed, changed or moved.
            public kind: AnyText,
            /// 影响 · Bearing: outcome or wording.
            public bearing: AnyText,
            /// 条款 · What has changed, by the names that lead to it.
            public what: Said,
        }
        optional {
            /// 原条款 · Old clause.
            ///
            /// 新增的不写。
            /// Omitted if the clause is new.
            public old: SideReply,
            /// 新条款 · New clause.
            ///
            /// 删除的不写。
            /// Omitted if the clause is gone.
            public new: SideReply,
            /// 方向 · Direction: wider, narrower, higher or lower.
            ///
            /// 不能确定时不写。
            /// Omitted if it is not certain.
            public direction: AnyText,
        }
    }
}

record! {
    /// 改换标识的给付项 · Items that are gone and items that are new.
    pub struct RenewalReply {
        required {
            /// 不再有的 · Items that are gone.
            public gone: List<LocalId, 0, 1000>,
            /// 新增的 · Items that are new.
            public new: List<LocalId, 0, 1000>,
        }
        optional {}
    }
}

record! {
    /// 出生日期范围的变化 · Change of eligible birth dates.
    pub struct BirthChangeReply {
        required {
            /// 要求标识 · Identifier of the requirement.
            public requirement: LocalId,
        }
        optional {
            /// 原范围 · Birth dates as they were.
            ///
            /// 原来没有此条件时不写。
            /// Omitted if there was no such condition.
            public before: List<Births, 0, 100>,
            /// 新范围 · Birth dates as they are.
            ///
            /// 不再有此条件时不写。
            /// Omitted if there is no such condition any more.
            public after: List<Births, 0, 100>,
        }
    }
}

record! {
    /// 出生日期范围 · Eligible birth dates.
    pub struct BirthsReply {
        required {
            /// 变化 · Changes.
            public changes: List<BirthChangeReply, 0, 10000>,
        }
        optional {
            /// 年龄计算日期 · Day on which ages are counted.
            public as_of: Date,
        }
    }
}

record! {
    /// 版本比较答复 · What tells two revisions apart.
    pub struct DiffReply from NewDiffReply {
        required {
            /// 旧版本 · Old revision.
            public old: RevisionName,
            /// 新版本 · New revision.
            public new: RevisionName,
            /// 是否同一项目 · Whether the identifiers are equal.
            public same_programme: bool,
            /// 变化 · Changes.
            public changes: List<ChangeReply, 0, 1000000>,
            /// 申请条件 · What all changes mean for who is eligible: unchanged, wider, narrower or open.
            public eligibility: AnyText,
            /// 出生日期范围 · Eligible birth dates.
            public births: BirthsReply,
        }
        optional {
            /// 改换标识的给付项 · Items that are gone and items that are new: earlier awards are matched by the identifiers of items.
            public items_renewed: RenewalReply,
            /// 同时有效的期间 · Days on which both are in force.
            public overlap: Period,
            /// 都无效的期间 · Days between them on which neither is in force.
            public gap: Period,
            /// 对申请的影响 · What changes on applications.
            financial cases: CasesReply,
        }
    }
}

replies!(DiffReply);

/// The comparison of two programmes as a reply.
pub fn reply(old: &Programme, new: &Programme, amendment: &Amendment, cases: Option<CasesReply>) -> DiffReply {
    let changes = amendment.births.iter().map(birth);
    let mut births = BirthsReply::new(List::new(changes.collect()).unwrap_or_default());
    births.as_of = amendment.as_of;
    let mut reply = DiffReply::new(NewDiffReply {
        old: revision(old),
        new: revision(new),
        same_programme: amendment.is_same_programme,
        changes: List::new(amendment.changes.iter().map(change).collect()).unwrap_or_default(),
        eligibility: amendment.reach.as_str().into(),
        births,
    });
    reply.items_renewed = amendment.renewal.as_ref().map(renewal);
    if amendment.is_same_programme {
        (reply.overlap, reply.gap) = (amendment.in_force.overlap.clone(), amendment.in_force.gap.clone());
    }
    reply.cases = cases;
    reply
}

fn revision(programme: &Programme) -> RevisionName {
    let mut name = RevisionName::new(programme.id.clone(), programme.revision, programme.title.clone());
    name.title_en = programme.title_en.clone();
    name
}

fn change(change: &Change) -> ChangeReply {
    let mut reply =
        ChangeReply::new(change.kind.as_str().into(), change.bearing.as_str().into(), Said::from(change.what.clone()));
    reply.old = change.before.as_ref().map(side);
    reply.new = change.after.as_ref().map(side);
    reply.direction = change.direction.map(|direction| direction.as_str().into());
    reply
}

fn side(side: &Side) -> SideReply {
    let words = &side.words;
    SideReply::new(NewSideReply {
        pointer: side.pointer.as_str().into(),
        value: json(&side.value),
        zh: words.zh.as_str().into(),
        en: words.en.as_str().into(),
    })
}

fn renewal(Renewal { gone, new, .. }: &Renewal) -> RenewalReply {
    let list = |items: &[LocalId]| List::new(items.to_vec()).unwrap_or_default();
    RenewalReply::new(list(gone), list(new))
}

fn birth(change: &BirthChange) -> BirthChangeReply {
    let mut reply = BirthChangeReply::new(change.requirement.clone());
    reply.before = change.before.as_deref().map(births);
    reply.after = change.after.as_deref().map(births);
    reply
}
