// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/languages.h"
#include "corpus/text/language.h"
#include "tests/corpus/index_study.h"
#include "tests/support/shared_material.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <map>

namespace axial::corpus::tests {
namespace {

std::string of(const std::string& markdown, const std::string& title = "") {
    return language_of(title, canonical_text(markdown, Markup::markdown, Dialect::github));
}

TEST(Language, OfSentences) {
    const std::pair<const char*, const char*> sentences[] = {
        {"en", "I cannot load the model after the last update, and nothing in the log tells me why."},
        {"de", "Seit der letzten Version lässt sich das Modell nicht mehr laden, und ich weiß nicht warum."},
        {"fr", "Depuis la dernière mise à jour, je ne peux plus charger le modèle et je ne sais pas pourquoi."},
        {"es", "Desde la última actualización no puedo cargar el modelo y no entiendo por qué ocurre esto."},
        {"pt", "Desde a última atualização não consigo carregar o modelo e não sei por que isso acontece."},
        {"it", "Dopo l'ultimo aggiornamento non riesco più a caricare il modello e non capisco perché."},
        {"ru", "После последнего обновления модель больше не загружается, и я не понимаю почему."},
        {"uk", "Після останнього оновлення модель більше не завантажується, і я не розумію чому."},
        {"pl", "Po ostatniej aktualizacji nie mogę wczytać modelu i nie wiem, dlaczego tak się dzieje."},
        {"tr", "Son güncellemeden sonra modeli yükleyemiyorum ve bunun nedenini bilmiyorum."},
        {"vi", "Sau bản cập nhật mới nhất tôi không thể tải mô hình và không hiểu tại sao."},
        {"zh", "升级到最新版本以后模型就加载不了了，请问这是什么原因造成的？"},
        {"zh-Hant", "升級到最新版本之後模型就無法載入了，請問這是什麼原因造成的？謝謝各位的幫忙。"},
        {"ja", "最新版に更新してからモデルを読み込めなくなりました。原因を教えてください。"},
        {"ko", "최신 버전으로 업데이트한 뒤로 모델을 불러올 수 없습니다. 이유를 알고 싶습니다."},
        {"ar", "بعد التحديث الأخير لم أعد أستطيع تحميل النموذج ولا أعرف السبب."},
        {"he", "מאז העדכון האחרון אני לא מצליח לטעון את המודל ואני לא יודע למה."},
        {"th", "หลังจากอัปเดตล่าสุดฉันโหลดโมเดลไม่ได้และไม่รู้ว่าทำไม"},
    };
    for (const auto& [language, sentence] : sentences)
        EXPECT_EQ(of(sentence), language) << sentence;
}

TEST(Language, OfProseAndNotOfWhatStandsAroundIt) {
    const std::string english =
        "Raise an error when the weights of this layer have never been initialised before";
    EXPECT_EQ(of("模型加载失败，请问怎么解决？\n\n```python\n# " + english + "\n```"), "zh") << "code";
    EXPECT_EQ(of("模型加载失败，请问怎么解决？ `" + english + "`"), "zh") << "inline code";
    EXPECT_EQ(of("> " + english + "\n\n模型加载失败，请问怎么解决？"), "zh") << "a quote";
    EXPECT_EQ(of("模型加载失败，请问怎么解决？ [" + english + "](https://example.org)"), "zh") << "a link";
    EXPECT_EQ(of("### " + english + "\n\n模型加载失败，请问怎么解决？\n\n### " + english), "zh") << "a form";
    EXPECT_EQ(
        of("RuntimeError: transformers.models.bert/modeling.py load_state_dict() got 3, from_pretrained=True "
           "torch.nn.Module.__init__ 模型加载失败，请问怎么解决？"),
        "zh")
        << "names in a log";
    EXPECT_EQ(of("See trace", "Depuis la mise à jour, le modèle ne se charge plus du tout"), "fr")
        << "the title";
    EXPECT_EQ(of("# " + english), "en") << "headings where there is nothing else";
}

TEST(Language, IsNotKnownRatherThanWrong) {
    for (const char* text : {"", "+1", "Thanks!", "Same here, any news?", "LGTM", "ok 好", "谢谢",
                             ":tada:", "https://example.org/en/latest", "`from_pretrained`",
                             "1234 5678 9012 3456 7890 1234", "a_b c_d e_f g_h i_j k_l m_n o_p", "#12 #13 #14",
                             "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "= = = = = = = = = = = = = = = = = = ="})
        EXPECT_EQ(of(text), "") << text;
    EXPECT_EQ(of("I cannot load the model, and nothing in the log tells me why. Can anybody tell me what to do "
                 "next?\n\n"
                 "升级到最新版本以后模型就加载不了了，请问这是什么原因造成的？有没有人知道怎么解决这个问题？谢"
                 "谢大家！"),
              "")
        << "two languages in equal parts";
}

TEST(Language, TakesHostileTexts) {
    std::string odd = "\x01\x02\x7f\u0085\uFDD0\uFFFE\uFFFF\U0001FFFE\U0010FFFF\u202E\u200D";
    odd += "Nothing in this sentence should keep anybody from reading the rest of it, whatever comes before.";
    EXPECT_EQ(language_of("", {odd, {}}), "en");
    EXPECT_EQ(language_of("", {std::string(9 << 20, 'x'), {}}), "");
    EXPECT_EQ(
        language_of("\xff\xfe\xe4", {"\xe4\xb8", {{0, 90, SpanKind::quote, ""}, {1, 4, SpanKind::link, ""}}}),
        "");
    CanonicalText many{std::string(400'000, 'a'), {}};
    for (std::uint32_t i = 0; i + 1 < 400'000; i += 2)
        many.spans.push_back({i, i + 1, SpanKind::inline_code, ""});
    EXPECT_EQ(language_of("", many), "");
}

const char* const english = "I cannot load the model after the update, and nothing in the log tells me why.";
const char* const chinese = "升级到最新版本以后模型就加载不了了，请问这是什么原因造成的？";

TEST(Language, IsStoredWithTheTextAndFollowsItsEdits) {
    IndexedStudy study;
    study.add("1", english);
    const auto stored = [&] {
        return (*study.store().post("github/HuggingFace/transformers/comment/1"))->language;
    };
    EXPECT_EQ(stored(), "en");
    study.add("1", chinese);
    EXPECT_EQ(stored(), "zh");
    auto post = IndexedStudy::post("1", chinese);
    post.score = 3;
    study.put(post);
    EXPECT_EQ(stored(), "zh") << "nothing of the text changed";
    post = IndexedStudy::post("1", "ok");
    study.put(post);
    EXPECT_EQ(stored(), "");
    post.title = "How can I load the model after the last update of the library?";
    study.put(post);
    EXPECT_EQ(stored(), "en") << "only the title changed";
    EXPECT_EQ(study.store().counts()->by_language, (std::map<std::string, std::int64_t>{{"en", 1}}));
}

TEST(Language, IsSearchedFor) {
    IndexedStudy study;
    study.add("1", english);
    study.add("2", chinese);
    study.add("3", "升級到最新版本之後模型就無法載入了，請問這是什麼原因造成的？謝謝各位的幫忙。");
    study.add("4", "ok");
    study.update();
    EXPECT_EQ(study.found("lang:en"), "1");
    EXPECT_EQ(study.found("lang:zh"), "2 3");
    EXPECT_EQ(study.found("lang:zh-hant"), "3");
    EXPECT_EQ(study.found("lang:und"), "4");
    EXPECT_EQ(study.found("lang:en lang:und"), "1 4");
    EXPECT_EQ(study.found("-lang:zh model"), "1");
}

void add_many(IndexedStudy& study, int number, const std::function<std::string(int)>& text) {
    const auto stored = study.store().transaction([&]() -> Status {
        for (int i = 1; i <= number; ++i)
            AXIAL_TRY(study.store().put(study.thread(), IndexedStudy::post(std::to_string(i), text(i))));
        return {};
    });
    ASSERT_TRUE(stored) << stored.error().line();
}

/// As an Axial left them that knew nothing of languages.
void forget_languages(Study& study) {
    study.database().exec("UPDATE posts SET language = ''");
    study.database().exec("DELETE FROM meta WHERE key = 'language_version'");
}

TEST(Language, OfOlderPostsIsFoundWhenTheIndexIsBroughtUpToDate) {
    IndexedStudy study;
    add_many(study, 1500, [](int i) { return i % 3 == 0 ? chinese : english; });
    study.update();
    forget_languages(study.study());
    const auto before = *study.store().last_change();
    study.update();
    EXPECT_EQ(study.store().counts()->by_language,
              (std::map<std::string, std::int64_t>{{"en", 1000}, {"zh", 500}}));
    EXPECT_EQ(study.index().search({.query = "lang:zh", .count_only = true})->count, 500);
    EXPECT_EQ(*study.store().last_change(), before + 1500);
    EXPECT_TRUE(study.index().differences(5)->empty());
    ASSERT_TRUE(complete_languages(study.study()));
    EXPECT_EQ(*study.store().last_change(), before + 1500) << "done once";
}

TEST(Language, OfOlderPostsGoesOnWhereItWasStopped) {
    IndexedStudy study;
    add_many(study, 2500, [](int) { return english; });
    forget_languages(study.study());
    std::stop_source stop;
    const auto stopped = complete_languages(
        study.study(), 1'000'000, [&](std::int64_t, std::int64_t) { stop.request_stop(); }, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
    EXPECT_EQ(study.store().counts()->by_language.at("en"), 1000);
    ASSERT_TRUE(complete_languages(study.study(), 1000));
    EXPECT_EQ(study.store().counts()->by_language.at("en"), 2000);
    ASSERT_TRUE(complete_languages(study.study(), 1000));
    EXPECT_EQ(study.store().counts()->by_language.at("en"), 2500);
}

TEST(Language, OfRealTexts) {
    AXIAL_NEEDS_SHARED(folder, "recorded/texts");
    std::map<std::string, int> counts;
    const auto questions = nlohmann::json::parse(axial::tests::read_file(folder / "forum-dvc.json"));
    for (const auto& question : questions)
        ++counts[language_of(
            question["Question_title"].get<std::string>(),
            canonical_text(question["Question_body"].get<std::string>(), Markup::html, Dialect::discourse))];
    EXPECT_THAT(counts, testing::ElementsAre(testing::Pair("en", 398))) << "a forum in English";
}

} // namespace
} // namespace axial::corpus::tests
