// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/gather.h"

#include <algorithm>

namespace axial::exports {
namespace {

using codebooks::Code;
using codebooks::Codebook;

using Posts = std::set<std::string>;

/// Index of the code and of every code above it.
std::vector<std::size_t> line_of(const Codebook& book, std::size_t code) {
    std::vector<std::size_t> line{code};
    while (!book.codes[line.back()].parent.empty() && line.size() <= book.codes.size()) {
        const auto above = std::find_if(book.codes.begin(), book.codes.end(), [&](const Code& one) {
            return one.id == book.codes[line.back()].parent;
        });
        if (above == book.codes.end())
            break;
        line.push_back(static_cast<std::size_t>(above - book.codes.begin()));
    }
    return line;
}

/// Counts posts per code over the rounds of one codebook; a code's count includes the codes below it.
class Counting {
public:
    explicit Counting(const Codebook& book) : any_(book.codes.size()), all_(book.codes.size()) {
        codings_.resize(book.codes.size());
        for (std::size_t i = 0; i < book.codes.size(); ++i)
            lines_.emplace(book.codes[i].uuid, line_of(book, i));
    }

    void add(const codebooks::Round& round, const std::vector<codebooks::Coding>& codings) {
        std::vector<std::map<std::string, Posts>> coders(any_.size()); // per code: post to who applied it
        for (const auto& coding : codings) {
            const auto line = lines_.find(coding.code);
            if (line == lines_.end())
                continue;
            coded_.insert(coding.post);
            ++codings_[line->second.front()];
            for (const auto code : line->second) {
                any_[code].insert(coding.post);
                coders[code][coding.post].insert(coding.coder);
            }
        }
        for (std::size_t code = 0; code < coders.size(); ++code)
            for (const auto& [post, who] : coders[code])
                if (who.size() == round.coders.size())
                    all_[code].insert(post);
    }

    [[nodiscard]] CodeFrequency frequency(const Codebook& book, std::size_t code) const {
        CodeFrequency row;
        row.code = book.codes[code];
        row.depth = static_cast<int>(lines_.at(row.code.uuid).size()) - 1;
        row.any = static_cast<std::int64_t>(any_[code].size());
        row.all = static_cast<std::int64_t>(all_[code].size());
        row.codings = codings_[code];
        for (const auto& post : any_[code])
            ++row.by_source[source_of(post)];
        return row;
    }
    [[nodiscard]] const Posts& coded() const { return coded_; }

private:
    std::map<std::string, std::vector<std::size_t>> lines_; ///< UUID to its line
    std::vector<Posts> any_, all_;
    std::vector<std::int64_t> codings_;
    Posts coded_;
};

Result<CodebookFrequencies> frequencies_of(corpus::Study& study, const Codebook& book,
                                           const std::vector<codebooks::Round>& rounds) {
    const codebooks::Rounds reader(study);
    CodebookFrequencies result;
    result.codebook = book;
    Counting counting(book);
    Posts looked_at;
    for (const auto& round : rounds) {
        if (round.codebook != book.id && round.codebook != book.uuid)
            continue;
        if (!codebooks::Rounds::unsealed(round)) {
            result.sealed_rounds.push_back(round.name);
            continue;
        }
        result.rounds.push_back(round.name);
        AXIAL_ASSIGN(const auto codings, reader.codings(round, {}));
        counting.add(round, codings);
        for (const auto& coder : round.coders) {
            AXIAL_ASSIGN(const auto finished, reader.finished(round, coder));
            looked_at.insert(finished.begin(), finished.end());
        }
    }
    looked_at.insert(counting.coded().begin(), counting.coded().end());
    result.looked_at = static_cast<std::int64_t>(looked_at.size());
    result.coded = static_cast<std::int64_t>(counting.coded().size());
    for (const auto& post : counting.coded())
        ++result.coded_by_source[source_of(post)];
    for (std::size_t code = 0; code < book.codes.size(); ++code)
        result.codes.push_back(counting.frequency(book, code));
    return result;
}

} // namespace

Result<std::vector<CodebookFrequencies>> gather_frequencies(corpus::Study& study,
                                                            const std::vector<codebooks::Round>& rounds) {
    AXIAL_ASSIGN(const auto books, codebooks::Codebooks(study).all());
    std::vector<CodebookFrequencies> all;
    for (const auto& book : books) {
        if (book.kind != Codebook::Kind::codes)
            continue;
        AXIAL_ASSIGN(auto frequencies, frequencies_of(study, book, rounds));
        if (!frequencies.rounds.empty() || !frequencies.sealed_rounds.empty())
            all.push_back(std::move(frequencies));
    }
    return all;
}

} // namespace axial::exports
