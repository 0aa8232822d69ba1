//! Enterprises: who applies, and who is insured.

use rating::Date;

use super::Problems;
use crate::licence::{self, NotALicence};
use crate::typed::is_hidden;
use crate::uscc::NotAUscc;
use crate::{Enterprise, Insured, Uscc, district, industry};

/// Sizes of enterprises, the largest first.
const SIZES: [&str; 4] = ["large", "medium", "small", "micro"];

/// A business scope is longer than other texts.
const LONGEST_SCOPE: usize = 2000;

impl Problems {
    pub(super) fn enterprise(&mut self, typed: &Enterprise, inception: Date) -> Enterprise {
        let name = self.required(
            "/enterprise/name",
            &typed.name,
            "请填写企业名称（与营业执照一致）",
            "Give the enterprise's name as on its business licence",
        );
        let uscc = self.uscc("/enterprise/uscc", &typed.uscc);
        let code = typed.district.trim();
        if district::find(code, inception).is_none() {
            self.add("/enterprise/district", "not-a-choice", "请选择所在区县", "Choose the district");
        }
        let district = code.to_owned();
        let address = self.text("/enterprise/address", &typed.address);
        let legal_representative = self.required(
            "/enterprise/legal_representative",
            &typed.legal_representative,
            "请填写法定代表人姓名（与营业执照一致）",
            "Give the legal representative's name as on the business licence",
        );
        let industry = self.industry(&typed.industry);
        let business_scope = self.business_scope(&typed.business_scope);
        let size = self.size(&typed.size);
        let licence = self.licence("/enterprise/licence", &typed.licence);
        Enterprise {
            name,
            uscc,
            district,
            address,
            legal_representative,
            industry,
            business_scope,
            size,
            licence,
        }
    }

    pub(super) fn insured(&mut self, typed: &Insured, applicant: &Enterprise) -> Insured {
        let name = self.required(
            "/insured/name",
            &typed.name,
            "请填写被保险人名称（与营业执照一致）",
            "Give the name of the insured as on its business licence",
        );
        let uscc = self.uscc("/insured/uscc", &typed.uscc);
        if !uscc.is_empty() && uscc == applicant.uscc {
            self.add(
                "/insured/uscc",
                "same",
                "与投保企业相同；为本企业投保的，请取消“被保险人是另一家企业”",
                "This is the applicant's: if it insures itself, say that the insured is not another",
            );
        }
        let (zh, en) = ("请填写被保险人地址", "Give the address of the insured");
        let address = self.required("/insured/address", &typed.address, zh, en);
        Insured { name, uscc, address }
    }

    fn industry(&mut self, typed: &str) -> String {
        let code = industry::normalise(typed);
        if code.is_none() && !typed.trim().is_empty() {
            self.add(
                "/enterprise/industry",
                "not-a-code",
                "请填写2至4位行业代码，如 5265（机动车燃油零售），或留空",
                "Give a class code of 2 to 4 digits, such as 5265 (filling stations), or leave it empty",
            );
        }
        code.unwrap_or_default()
    }

    /// Copied from a business licence it has line breaks.
    fn business_scope(&mut self, typed: &str) -> String {
        let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        self.long_text("/enterprise/business_scope", &line, LONGEST_SCOPE)
    }

    fn size(&mut self, typed: &str) -> String {
        let size = typed.trim();
        if !size.is_empty() && !SIZES.contains(&size) {
            let (zh, en) = ("请选择企业规模，或留空", "Choose the size, or leave it open");
            self.add("/enterprise/size", "not-a-choice", zh, en);
        }
        size.to_owned()
    }

    pub(super) fn licence(&mut self, pointer: &str, typed: &str) -> String {
        let number = self.text(pointer, typed);
        let this_year = self.today.parts().0;
        let wrong = match licence::normalise(&number, this_year) {
            Ok(number) => return number,
            Err(wrong) => wrong,
        };
        match wrong {
            // Told already: nobody sees it.
            NotALicence::Character(c) if is_hidden(c) => {}
            NotALicence::Character(c) => self.add(
                pointer,
                "wrong-character",
                &format!("许可证编号中不会有“{c}”，请对照证书填写，可用汉字、字母、数字和括号"),
                &format!("No licence number has \"{c}\": please compare with the licence"),
            ),
            NotALicence::Brackets => self.add(
                pointer,
                "brackets",
                "许可证编号的括号不成对，请对照证书填写",
                "A bracket lacks its twin: please compare with the licence",
            ),
            NotALicence::Year(year) => self.add(
                pointer,
                "wrong-year",
                &format!("许可证编号中的年份 {year} 不对，应为 2004 年至 {this_year} 年，请对照证书填写"),
                &format!("No licence is of {year}: between 2004 and {this_year}, please compare"),
            ),
            NotALicence::NoFigure => self.add(
                pointer,
                "no-figure",
                "请填写完整的许可证编号，如（鲁）JZ安许证字〔2024〕000000；没有的请留空",
                "Give the whole number, with its figures; leave it empty where there is none",
            ),
        }
        number
    }

    /// The code, or nothing where it is none.
    fn uscc(&mut self, pointer: &str, typed: &str) -> String {
        let wrong = match Uscc::parse(typed) {
            Ok(uscc) => return uscc.to_string(),
            Err(wrong) => wrong,
        };
        match wrong {
            _ if typed.trim().is_empty() => self.add(
                pointer,
                "missing",
                "请填写统一社会信用代码（18位，见营业执照）",
                "Give the unified social credit code: 18 characters, on the business licence",
            ),
            NotAUscc::Length => self.add(
                pointer,
                "wrong-length",
                "统一社会信用代码应为18位",
                "The unified social credit code has 18 characters",
            ),
            NotAUscc::Character(c) => self.add(
                pointer,
                "wrong-character",
                &format!("统一社会信用代码中不使用“{c}”，请核对（I、O、S、V、Z 不会出现）"),
                &format!("Codes do not use \"{c}\": please compare (I, O, S, V and Z never occur)"),
            ),
            NotAUscc::Check => self.add(
                pointer,
                "wrong-check",
                "统一社会信用代码的校验位不符，请逐位核对",
                "The check character does not fit: compare character by character",
            ),
        }
        String::new()
    }
}
