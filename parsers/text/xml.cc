// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/xml.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace interlock {
namespace {

constexpr std::string_view kCommentBegin = "<!--";
constexpr std::string_view kCommentEnd = "-->";
constexpr std::string_view kCdataBegin = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

bool IsNameChar(char c) {
  auto byte = static_cast<unsigned char>(c);
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_' || c == ':' || c == '-' || c == '.' || byte >= 0x80;
}

std::string_view LocalName(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

class Reader {
 public:
  Reader(std::string_view text, XmlFile& out) : text_(text), out_(out) {}

  void Read() {
    while (at_ < text_.size() && out_.errors.empty()) {
      size_t next = text_.find('<', at_);
      if (next == std::string_view::npos) next = text_.size();
      AddText(at_, next);
      at_ = next;
      if (at_ < text_.size()) ReadMarkup();
    }
    if (out_.errors.empty() && !open_.empty()) {
      const XmlElement& element = out_.elements[open_.back()];
      Fail(element.name_span.begin,
           "the element '" + std::string(element.name) + "' is never closed",
           "close it");
    }
    for (size_t index : open_) {
      out_.elements[index].span.end = static_cast<uint32_t>(text_.size());
    }
  }

 private:
  static Span At(size_t begin, size_t end) {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }

  void Fail(size_t at, std::string message, std::string help) {
    size_t end = std::min(text_.size(), at + 1);
    out_.errors.push_back({At(std::min(at, text_.size()), end),
                           std::move(message), std::move(help)});
  }

  bool Begins(std::string_view mark) const {
    return text_.substr(at_).starts_with(mark);
  }

  // The end of what `mark` ends, or npos after a complaint.
  size_t Until(std::string_view mark, size_t from, std::string_view what) {
    size_t end = text_.find(mark, from);
    if (end == std::string_view::npos) {
      Fail(at_, "this " + std::string(what) + " has no end",
           "expected '" + std::string(mark) + "'");
    }
    return end;
  }

  void AddText(size_t begin, size_t end) {
    if (open_.empty()) return;
    Span& text = out_.elements[open_.back()].text;
    if (!text.empty()) return;
    std::string_view words = Trim(text_.substr(begin, end - begin));
    if (words.empty()) return;
    begin = static_cast<size_t>(words.data() - text_.data());
    text = At(begin, begin + words.size());
  }

  void ReadMarkup() {
    if (Begins(kCommentBegin)) {
      size_t end = Until(kCommentEnd, at_ + kCommentBegin.size(), "comment");
      if (end == std::string_view::npos) return;
      end += kCommentEnd.size();
      out_.comments.push_back({At(at_, end), true});
      at_ = end;
    } else if (Begins(kCdataBegin)) {
      size_t begin = at_ + kCdataBegin.size();
      size_t end = Until(kCdataEnd, begin, "CDATA section");
      if (end == std::string_view::npos) return;
      AddText(begin, end);
      at_ = end + kCdataEnd.size();
    } else if (Begins("<?")) {
      size_t end = Until("?>", at_, "instruction");
      if (end != std::string_view::npos) at_ = end + 2;
    } else if (Begins("<!")) {
      Fail(at_, "a document type is not read", "leave it out");
    } else if (Begins("</")) {
      ReadClosing();
    } else {
      ReadOpening();
    }
  }

  std::string_view ReadName() {
    size_t begin = at_;
    while (at_ < text_.size() && IsNameChar(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void SkipSpace() {
    while (at_ < text_.size() && IsAsciiSpace(text_[at_])) ++at_;
  }

  void ReadClosing() {
    size_t begin = at_;
    at_ += 2;
    std::string_view name = LocalName(ReadName());
    SkipSpace();
    if (at_ >= text_.size() || text_[at_] != '>') {
      return Fail(at_, "a closing tag has no end", "expected '>'");
    }
    ++at_;
    if (open_.empty() || out_.elements[open_.back()].name != name) {
      return Fail(begin, "'" + Printable(name) + "' is closed, but not open",
                  "close elements in the order in which they opened");
    }
    out_.elements[open_.back()].span.end = static_cast<uint32_t>(at_);
    open_.pop_back();
  }

  void ReadOpening() {
    XmlElement element;
    element.span.begin = static_cast<uint32_t>(at_);
    ++at_;
    size_t begin = at_;
    element.name = LocalName(ReadName());
    element.name_span = At(begin, at_);
    if (element.name.empty()) {
      return Fail(begin, "found '<' where no element begins",
                  "write &lt; for the character itself");
    }
    if (open_.size() >= size_t{kMaxTreeDepth}) {
      return Fail(begin, "elements nest too deeply", "");
    }
    if (!ReadAttributes(element)) return;
    if (!open_.empty()) element.parent = static_cast<int32_t>(open_.back());
    bool closed = text_[at_] == '/';
    at_ += closed ? 2 : 1;
    element.span.end = static_cast<uint32_t>(at_);
    out_.elements.push_back(std::move(element));
    if (!closed) open_.push_back(out_.elements.size() - 1);
  }

  // Up to the ">" or "/>".
  bool ReadAttributes(XmlElement& element) {
    while (true) {
      SkipSpace();
      if (Begins(">") || Begins("/>")) return true;
      size_t begin = at_;
      XmlAttribute attribute;
      attribute.name = LocalName(ReadName());
      SkipSpace();
      bool equals = !attribute.name.empty() && Begins("=");
      if (equals) ++at_;
      SkipSpace();
      if (!equals || (!Begins("\"") && !Begins("'"))) {
        Fail(begin, "this is no attribute", "expected name=\"value\"");
        return false;
      }
      char quote = text_[at_];
      size_t end = text_.find(quote, at_ + 1);
      if (end == std::string_view::npos) {
        Fail(at_, "the value of '" + Printable(attribute.name) + "' has no end",
             "close the quote");
        return false;
      }
      attribute.span = At(at_ + 1, end);
      attribute.value = text_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      element.attributes.push_back(attribute);
    }
  }

  std::string_view text_;
  XmlFile& out_;
  size_t at_ = 0;
  std::vector<size_t> open_;  // indexes of the elements around `at_`
};

}  // namespace

const XmlAttribute* XmlElement::Find(std::string_view attribute) const {
  auto at = std::ranges::find(attributes, attribute, &XmlAttribute::name);
  return at == attributes.end() ? nullptr : &*at;
}

XmlFile ParseXml(const Source& source) {
  XmlFile file;
  Reader(source.text(), file).Read();
  return file;
}

}  // namespace interlock
