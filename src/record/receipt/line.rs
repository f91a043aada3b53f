//! The parts of a receipt.

use crate::{
    code::{CatalogueClass, FeeCategory, PayerClass},
    record::organisation::Organisation,
    value::{Date, LineAmount, LocalId, Money, Quantity, Rate, RecordNumber, SignedMoney, Text, UnitPrice},
    wire::record,
};

record! {
    /// 收费大项 · Amount of a fee category.
    pub struct FeeCategoryAmount {
        required {
            /// 收费项目类别 · Category.
            financial category: FeeCategory,
            /// 金额 · Amount.
            financial amount: SignedMoney,
        }
        optional {
            /// 票面名称 · Name as printed.
            financial name: Text<1, 100>,
            /// 其中自费 · Of it outside the catalogue.
            financial self_financed: SignedMoney,
        }
    }
}

record! {
    /// 收费明细 · Line of a receipt.
    pub struct ReceiptLine {
        required {
            /// 项目名称 · Name of the item.
            health name: Text<1, 200>,
            /// 金额 · Amount.
            financial amount: LineAmount,
        }
        optional {
            /// 文内标识 · Identifier inside one document.
            pseudonymous id: LocalId,
            /// 项目代码 · Code of the item.
            ///
            /// 医保药品、耗材、服务项目代码，或医院自编代码。
            /// The insurer's code of a drug, a material or a service, or the hospital's own.
            health code: RecordNumber,
            /// 收费项目类别 · Category.
            financial category: FeeCategory,
            /// 规格 · Specification.
            health specification: Text<1, 200>,
            /// 单位 · Unit.
            health unit: Text<1, 20>,
            /// 单价 · Unit price.
            financial unit_price: UnitPrice,
            /// 数量 · Quantity.
            health quantity: Quantity,
            /// 发生日期 · Day.
            health charged_on: Date,
            /// 医保目录等级 · Class in the catalogue.
            financial catalogue_class: CatalogueClass,
            /// 自付比例 · Share that the person pays first.
            financial self_paid_rate: Rate,
            /// 自付金额 · Part inside the catalogue that the person pays first.
            ///
            /// 该行按自付比例先行自付的金额，不含统筹支付后的自付部分。
            /// What the share of the line makes; not the part that is left after the pooled fund.
            financial self_paid: LineAmount,
            /// 自费金额 · Part outside the catalogue.
            financial self_financed: LineAmount,
            /// 个人负担金额 · Borne by the person.
            ///
            /// 医保结算后该行由个人负担的金额，含自付与自费；各行之和等于票面个人负担。
            /// What the person bears of the line after the insurer has settled, inside and outside the catalogue; all lines
            /// together make what the face says.
            financial person_borne: LineAmount,
            /// 支付上限单价 · Highest unit price that the insurer pays.
            financial price_limit: UnitPrice,
            /// 税率 · Tax rate of an invoice line.
            financial tax_rate: Rate,
            /// 税收分类编码 · Tax classification code.
            financial tax_classification: RecordNumber,
            /// 备注 · Remarks.
            health note: Text<1, 200>,
        }
    }
}

record! {
    /// 支付方金额 · Amount of a payer.
    pub struct PayerAmount {
        required {
            /// 支付方类别 · Class of payer.
            financial payer: PayerClass,
            /// 金额 · Amount.
            financial amount: SignedMoney,
        }
        optional {
            /// 票面名称 · Name as printed.
            financial name: Text<1, 100>,
            /// 支付机构 · Organisation that paid.
            financial organisation: Organisation,
        }
    }
}

record! {
    /// 票据其他信息 · Element of one region's face.
    pub struct LocalElement {
        required {
            /// 名称 · Name as printed.
            financial name: Text<1, 100>,
        }
        optional {
            /// 内容 · Value as printed.
            financial value: Text<1, 500>,
            /// 金额 · Amount, where the value is one.
            financial amount: Money,
        }
    }
}
