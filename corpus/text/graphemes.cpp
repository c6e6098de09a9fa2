// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/graphemes.h"

#include "corpus/text/utf8.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>

namespace axial::corpus {

struct GraphemeBoundaries::Iterator {
    UText* text = nullptr;
    std::unique_ptr<icu::BreakIterator> breaks;

    Iterator() = default;
    Iterator(const Iterator&) = delete;
    Iterator& operator=(const Iterator&) = delete;
    ~Iterator() {
        breaks.reset();
        utext_close(text);
    }
};

GraphemeBoundaries::GraphemeBoundaries(std::string_view text) : text_(text) {
}
GraphemeBoundaries::~GraphemeBoundaries() = default;

bool GraphemeBoundaries::plainly_a_boundary(std::size_t byte) const {
    if (byte == 0 || byte >= text_.size())
        return true;
    const auto before = static_cast<unsigned char>(text_[byte - 1]);
    const auto after = static_cast<unsigned char>(text_[byte]);
    return before < 0x80 && after < 0x80 && !(before == '\r' && after == '\n');
}

/// Made when first needed: most texts never ask about anything but ASCII. Null if ICU has no data, in which
/// case code points serve as characters.
GraphemeBoundaries::Iterator* GraphemeBoundaries::iterator() {
    if (!iterator_) {
        iterator_ = std::make_unique<Iterator>();
        UErrorCode status = U_ZERO_ERROR;
        iterator_->text =
            utext_openUTF8(nullptr, text_.data(), static_cast<std::int64_t>(text_.size()), &status);
        iterator_->breaks.reset(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        if (U_SUCCESS(status))
            iterator_->breaks->setText(iterator_->text, status);
        if (U_FAILURE(status))
            iterator_->breaks.reset();
    }
    return iterator_->breaks ? iterator_.get() : nullptr;
}

std::size_t GraphemeBoundaries::at_or_before(std::size_t byte) {
    byte = std::min(byte, text_.size());
    if (plainly_a_boundary(byte))
        return byte;
    auto* found = iterator();
    if (found == nullptr || found->breaks->isBoundary(static_cast<std::int32_t>(byte)))
        return byte;
    const std::int32_t before = found->breaks->preceding(static_cast<std::int32_t>(byte));
    return before < 0 ? 0 : static_cast<std::size_t>(before);
}

std::size_t GraphemeBoundaries::at_or_after(std::size_t byte) {
    byte = std::min(byte, text_.size());
    if (plainly_a_boundary(byte))
        return byte;
    auto* found = iterator();
    if (found == nullptr || found->breaks->isBoundary(static_cast<std::int32_t>(byte)))
        return byte;
    const std::int32_t after = found->breaks->following(static_cast<std::int32_t>(byte));
    return after < 0 ? text_.size() : static_cast<std::size_t>(after);
}

} // namespace axial::corpus
