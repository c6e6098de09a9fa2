// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/pseudonyms.h"

#include "corpus/files.h"
#include "corpus/settings.h"
#include "corpus/text/utf8.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace axial::corpus::privacy {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::string_view opening = "author-";
constexpr std::size_t name_letters = 12; ///< 60 bits: among a million people, two share a handle once in 10^6
constexpr std::size_t check_letters = 2; ///< tell a handle from somebody's real name that looks like one
constexpr const char* check_key = "privacy.key_check";
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz"; // without i, l, o, u

Error no_key(const Study& study, const char* what) {
    return {Fault::input, what, (study.path() / Pseudonyms::file_name).string(),
            "put the study's own key back there, or give up pseudonyms: axial privacy --authors drop"};
}

Status write_new(const std::filesystem::path& file, const std::string& text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return world_fault(std::string("the key cannot be written: ") + std::strerror(errno), file.string());
    const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fsync(descriptor) == 0;
    if (::close(descriptor) != 0 || !written) {
        ::unlink(file.c_str()); // half a key would be in the way of the next try
        return world_fault("the key cannot be written", file.string(), "is the disk full?");
    }
    return {};
}

} // namespace

Result<Pseudonyms> Pseudonyms::read(const std::filesystem::path& file) {
    AXIAL_ASSIGN(const auto text, read_file(file, 1024));
    const auto digits = utf8::trim(text);
    std::string key;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        unsigned byte = 0;
        const char* begin = digits.data() + i;
        if (std::from_chars(begin, begin + 2, byte, 16).ptr != begin + 2)
            break;
        key += static_cast<char>(byte);
    }
    if (key.size() != key_bytes || digits.size() != 2 * key_bytes)
        return bad_input("not a key of Axial: 64 hexadecimal digits are expected", file.string());
    return Pseudonyms(std::move(key));
}

Result<Pseudonyms> Pseudonyms::open(const Study& study) {
    const auto file = study.path() / file_name;
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return fail(no_key(study, "the study uses pseudonyms, and their key is missing"));
    AXIAL_ASSIGN(auto key, read(file));
    AXIAL_ASSIGN(const auto check, read_meta(study, check_key));
    if (!check.empty() && check != key.letters("check of the key", name_letters))
        return fail(no_key(study, "the key is not the one that the study's pseudonyms were made with"));
    return key;
}

Result<Pseudonyms> Pseudonyms::open_or_create(Study& study) {
    AXIAL_ASSIGN(const auto settings, read_settings(study));
    const auto file = study.path() / file_name;
    std::error_code error;
    if (std::filesystem::exists(file, error) || settings.authors == Authors::pseudonyms) {
        AXIAL_ASSIGN(auto there, open(study)); // another study's key is welcome: two studies, the same handles
        AXIAL_TRY(there.remember(study));
        return there;
    }
    std::array<unsigned char, key_bytes> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        return world_fault("the system gives no random numbers", file.string());
    std::string text;
    for (const auto byte : bytes)
        text += fmt::format("{:02x}", byte);
    AXIAL_TRY(write_new(file, text + "\n"));
    AXIAL_ASSIGN(auto key, read(file));
    AXIAL_TRY(key.remember(study));
    return key;
}

Status Pseudonyms::remember(Study& study) const {
    return write_meta(study, check_key, letters("check of the key", name_letters));
}

Pseudonyms Pseudonyms::for_rehearsal() {
    return Pseudonyms(std::string(key_bytes, '\0'));
}

std::string Pseudonyms::letters(std::string_view message, std::size_t count) const {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
         reinterpret_cast<const unsigned char*>(message.data()), message.size(), hash.data(), &length);
    std::string text;
    unsigned bits = 0, available = 0;
    for (std::size_t next = 0; text.size() < count && next < length;) {
        bits = (bits << 8) | hash[next++];
        for (available += 8; available >= 5 && text.size() < count; available -= 5)
            text += alphabet[(bits >> (available - 5)) & 31u];
    }
    return text;
}

std::string Pseudonyms::handle(std::string_view source, std::string_view site, std::string_view name) const {
    if (is_handle(name))
        return std::string(name);
    const auto body = letters(fmt::format("{}\n{}\n{}", source, site, utf8::lower(name)), name_letters);
    return fmt::format("{}{}{}", opening, body, letters("handle " + body, check_letters));
}

bool Pseudonyms::is_handle(std::string_view name) const {
    if (!name.starts_with(opening) || name.size() != opening.size() + name_letters + check_letters)
        return false;
    const auto body = std::string(name.substr(opening.size(), name_letters));
    return name.substr(opening.size() + name_letters) == letters("handle " + body, check_letters);
}

} // namespace axial::corpus::privacy
