package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.DiscountOffer;
import io.backstop.flow.cancel.FlowDefinition.Reason;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowDefinitionsTest {

  private static final String STEPS =
      "'version':1,'name':'n','steps':['survey','stories','offers','confirm']";
  private static final String OTHER =
      "{'id':'other','label':{'en':'Other'},'feedback':'other','comment':true}";
  private static final String REASONS = "'reasons':[" + OTHER + "]";

  private static String json(String withApostrophes) {
    return withApostrophes.replace('\'', '"');
  }

  private static FlowDefinition read(String members) {
    return FlowDefinitions.read(json("{" + members + "}"));
  }

  private static void assertRefused(String members, String path, String sentence) {
    assertRefusedDocument(json("{" + members + "}"), path, sentence);
  }

  private static void assertRefusedDocument(String document, String path, String sentence) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> FlowDefinitions.read(document));
    assertThat(refusal).as(document).isNotNull();
    assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_FIELD);
    assertThat(refusal.param()).isEqualTo(path);
    assertThat(refusal)
        .hasMessageStartingWith(path.isEmpty() ? "the document: " : path + ": ")
        .hasMessageContaining(sentence);
  }

  private static String reason(String id, String more) {
    return "{'id':'%s','label':{'en':'L'},'feedback':'unused'%s}".formatted(id, more);
  }

  private static String discount(String id, String more) {
    return "{'id':'%s','type':'discount','percent':10,'months':1%s}".formatted(id, more);
  }

  @Test
  void theSmallestDocumentIsJustTheConfirmation() {
    FlowDefinition flow = read("'version':1,'name':'n','steps':['confirm']");

    assertThat(flow.reasons()).isEmpty();
    assertThat(flow.otherwise()).isEmpty();
    assertThat(flow.surveyTitle()).isEmpty();
  }

  @Test
  void theDigestIsTheOneThatSha256sumGives() {
    // printf '%s' '{"version":1,"name":"n","steps":["confirm"]}' | sha256sum
    assertThat(read("'version':1,'name':'n','steps':['confirm']").digest())
        .isEqualTo("656fc331c73941661ac3d3f5a3b4ea17508c9795c5e46aee5247faf22f4e6bb2");
  }

  @Test
  void chainsAreLaidOutInTheOrderOfShowing() {
    FlowDefinition flow =
        read(
            STEPS
                + ",'reasons':["
                + reason("a", ",'offers':['x','w']")
                + ","
                + OTHER
                + "],'offers':["
                + String.join(
                    ",",
                    discount("x", ",'then':'y'"),
                    discount("y", ",'then':'z'"),
                    discount("z", ""),
                    discount("w", ""))
                + "],'otherwise':['y']");

    assertThat(flow.reasons().get(0).offers()).containsExactly("x", "y", "z", "w");
    assertThat(flow.otherwise()).containsExactly("y", "z");
  }

  @Test
  void everyKindOfOfferIsRead() {
    FlowDefinition flow =
        read(
            STEPS
                + ","
                + REASONS
                + ",'offers':["
                + "{'id':'a','type':'discount','percent':100,'months':36,'headline':{'en':'H'}},"
                + "{'id':'b','type':'pause','months':12,'body':{'en':'B','de':'B'}},"
                + "{'id':'c','type':'gift','months':1},"
                + "{'id':'d','type':'trial_extension','days':90},"
                + "{'id':'e','type':'downgrade','price':'price_1','plan_name':{'en':'Small'}},"
                + "{'id':'f','type':'annual_upsell','price':'pro-yearly','plan_name':{'en':'Year'}},"
                + "{'id':'g','type':'call','url':'https://cal.example/x?y=1'}]");

    assertThat(flow.offers().values())
        .extracting(FlowDefinition.Offer::type)
        .containsExactlyInAnyOrder(
            "discount", "pause", "gift", "trial_extension", "downgrade", "annual_upsell", "call");
    assertThat(((DiscountOffer) flow.offers().get("a")).percent()).isEqualTo(100);
    assertThat(((CallOffer) flow.offers().get("g")).url()).hasHost("cal.example");
  }

  @Test
  void whatBelongsToAStepThatIsLeftOutIsCheckedButNotShown() {
    String rest =
        ",'reasons':["
            + reason("a", ",'stories':['s'],'offers':['x']")
            + ","
            + OTHER
            + "],'stories':[{'id':'s','quote':{'en':'q'},'author':'A'}],'offers':["
            + discount("x", "")
            + "],'otherwise':['x']";
    FlowDefinition noStories =
        read("'version':1,'name':'n','steps':['survey','offers','confirm']" + rest);
    FlowDefinition noOffers =
        read("'version':1,'name':'n','steps':['survey','stories','confirm']" + rest);
    FlowDefinition noSurvey = read("'version':1,'name':'n','steps':['offers','confirm']" + rest);

    assertThat(noStories.reasons().get(0).stories()).isEmpty();
    assertThat(noStories.reasons().get(0).offers()).containsExactly("x");
    assertThat(noOffers.reasons().get(0).stories()).containsExactly("s");
    assertThat(noOffers.reasons().get(0).offers()).isEmpty();
    assertThat(noOffers.otherwise()).isEmpty();
    assertThat(noSurvey.reasons()).isEmpty();
    assertThat(noSurvey.otherwise()).containsExactly("x");
  }

  @Test
  void thereIsNoWayToKeepACustomerFromConfirming() {
    String start = "'version':1,'name':'n',";
    assertRefused(start + "'steps':[]", "steps", "must be \"confirm\"");
    assertRefused(start + "'steps':['survey','offers']," + REASONS, "steps", "must be");
    assertRefused(start + "'steps':['confirm','offers']", "steps[1]", "in the order");
    assertRefused(start + "'steps':['confirm','confirm']", "steps[1]", "once each");
    assertRefused(start + "'steps':['call us','confirm']", "steps[0]", "no step \"call us\"");
    assertRefused(
        STEPS + ",'survey':{'required':true}," + REASONS, "survey.required", "nobody has to");
  }

  @Test
  void aChainOfOffersThatLoopsIsRefused() {
    assertRefused(
        STEPS + "," + REASONS + ",'offers':[" + discount("x", ",'then':'x'") + "]",
        "offers[0].then",
        "comes back to \"x\"");
    assertRefused(
        STEPS
            + ","
            + REASONS
            + ",'offers':["
            + String.join(
                ",",
                discount("w", ",'then':'x'"),
                discount("x", ",'then':'y'"),
                discount("y", ",'then':'x'"))
            + "]",
        "offers[0].then",
        "comes back to \"x\"");
  }

  @Test
  void referencesMustExist() {
    String two = ",'reasons':[" + reason("a", "") + "," + reason("b", "") + ",";
    assertRefused(
        STEPS + two + reason("c", ",'offers':['x']") + "," + OTHER + "]",
        "reasons[2].offers[0]",
        "no offer \"x\"");
    assertRefused(
        STEPS + two + reason("c", ",'stories':['x']") + "," + OTHER + "]",
        "reasons[2].stories[0]",
        "no story \"x\"");
    assertRefused(
        STEPS + "," + REASONS + ",'offers':[" + discount("x", ",'then':'y'") + "]",
        "offers[0].then",
        "no offer \"y\"");
    assertRefused(STEPS + "," + REASONS + ",'otherwise':['x']", "otherwise[0]", "no offer \"x\"");
  }

  @Test
  void idsAreUnique() {
    assertRefused(
        STEPS + ",'reasons':[" + reason("a", "") + "," + reason("a", "") + "," + OTHER + "]",
        "reasons[1].id",
        "another reason");
    assertRefused(
        STEPS + "," + REASONS + ",'offers':[" + discount("x", "") + "," + discount("x", "") + "]",
        "offers[1].id",
        "another offer");
    String story = "{'id':'s','quote':{'en':'q'},'author':'A'}";
    assertRefused(
        STEPS + "," + REASONS + ",'stories':[" + story + "," + story + "]",
        "stories[1].id",
        "another story");
  }

  @Test
  void somethingElseComesLastAndTakesAComment() {
    assertRefused(
        STEPS + ",'reasons':[" + OTHER + "," + reason("a", "") + "]",
        "reasons[1]",
        "must be \"other\"");
    assertRefused(
        STEPS + ",'reasons':[{'id':'other','label':{'en':'O'},'feedback':'other'}]",
        "reasons[0]",
        "\"comment\": true");
  }

  @Test
  void limitsHold() {
    assertRefused(STEPS + ",'reasons':[]", "reasons", "1 to 12");
    assertRefused(
        STEPS
            + ",'reasons':["
            + IntStream.range(0, 12)
                .mapToObj(i -> reason("r" + i, "") + ",")
                .collect(Collectors.joining())
            + OTHER
            + "]",
        "reasons",
        "1 to 12");
    String six =
        IntStream.range(0, 6).mapToObj(i -> discount("x" + i, "")).collect(Collectors.joining(","));
    assertRefused(
        STEPS
            + ",'reasons':["
            + reason("a", ",'offers':['x0','x1','x2','x3','x4','x5']")
            + ","
            + OTHER
            + "],'offers':["
            + six
            + "]",
        "reasons[0].offers",
        "at most 5");
    assertRefused(
        STEPS
            + ",'reasons':["
            + reason("a", ",'offers':['x','x']")
            + ","
            + OTHER
            + "],'offers':["
            + discount("x", "")
            + "]",
        "reasons[0].offers[1]",
        "comes twice");
    assertThat(read("'version':1,'name':'" + "ü".repeat(300) + "','steps':['confirm']").name())
        .hasSize(300);
    assertRefused(
        "'version':1,'name':'" + "ü".repeat(301) + "','steps':['confirm']", "name", "300");
    assertRefusedDocument(" ".repeat(FlowDefinitions.MAX_BYTES + 1), "", "at most 65536 bytes");
    assertRefusedDocument("\"" + "ü".repeat(FlowDefinitions.MAX_BYTES / 2) + "\"", "", "at most");
  }

  @Test
  void englishIsAlwaysThere() {
    assertRefused(
        STEPS + ",'reasons':[{'id':'other','label':{'de':'Anderes'},'feedback':'other'}]",
        "reasons[0].label",
        "\"en\" is missing");
    assertRefused(STEPS + ",'survey':{'title':{}}," + REASONS, "survey.title", "\"en\" is missing");
    assertRefused(
        STEPS + ",'survey':{'title':{'en':'a','xyz':'b'}}," + REASONS,
        "survey.title",
        "\"xyz\" is not a two-letter language");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'name':'n','steps':['confirm'] || \"version\" is missing",
        "'version':2,'name':'n','steps':['confirm'] | version | from 1 to 1",
        "'version':'1','name':'n','steps':['confirm'] | version | a whole number",
        "'version':1.0,'name':'n','steps':['confirm'] | version | a whole number",
        "'version':1,'name':7,'steps':['confirm'] | name | a string",
        "'version':1,'name':null,'steps':['confirm'] | name | a string",
        "'version':1,'name':'  ','steps':['confirm'] | name | 1 to 300",
        "'version':1,'name':'a\\u0000','steps':['confirm'] | name | control characters",
        "'version':1,'name':'a\\ud800','steps':['confirm'] | name | control characters",
        "'version':1,'name':'n','steps':'confirm' | steps | an array",
        "'version':1,'name':'n','steps':[1] | steps[0] | a string",
        "'version':1,'name':'n' || \"steps\" is missing",
        "'version':1,'name':'n','steps':['survey','confirm'] || \"reasons\" is missing",
        "'version':1,'name':'n','steps':['confirm'],'step':[] || unknown member \"step\"",
        "'version':1,'name':'n','steps':['confirm'],'survey':{'skip':1} | survey | unknown member",
        "'version':1,'name':'n','steps':['confirm'],'survey':[] | survey | an object",
        "'version':1,'name':'n','steps':['confirm'],'survey':{'required':0} | survey.required | true or false",
        "'version':1,'name':'n','steps':['confirm'],'version':1 | version | given twice",
        "'version':1,'name':'n','steps':['confirm'],'survey':{'title':{'en':'a','en':'b'}} | survey.title.en | given twice",
      })
  void whatIsWrongIsSaidWhereItIsWrong(String members, String path, String sentence) {
    assertRefused(members, path == null ? "" : path, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id':'x' | offers[0] | \"type\" is missing",
        "'id':'x','type':'bribe' | offers[0].type | discount, pause",
        "'id':'X','type':'pause','months':1 | offers[0].id | lowercase",
        "'id':'','type':'pause','months':1 | offers[0].id | 1 to 40",
        "'type':'pause','months':1 | offers[0] | \"id\" is missing",
        "'id':'x','type':'pause' | offers[0] | \"months\" is missing",
        "'id':'x','type':'pause','months':13 | offers[0].months | from 1 to 12",
        "'id':'x','type':'pause','months':1,'percent':5 | offers[0] | unknown member \"percent\"",
        "'id':'x','type':'gift','months':0 | offers[0].months | from 1 to 12",
        "'id':'x','type':'discount','percent':0,'months':1 | offers[0].percent | from 1 to 100",
        "'id':'x','type':'discount','percent':101,'months':1 | offers[0].percent | from 1 to 100",
        "'id':'x','type':'discount','percent':2.5,'months':1 | offers[0].percent | whole number",
        "'id':'x','type':'discount','percent':5,'months':37 | offers[0].months | from 1 to 36",
        "'id':'x','type':'discount','percent':99999999999,'months':1 | offers[0].percent | from 1",
        "'id':'x','type':'trial_extension','days':91 | offers[0].days | from 1 to 90",
        "'id':'x','type':'downgrade','price':'a b','plan_name':{'en':'P'} | offers[0].price | Stripe price",
        "'id':'x','type':'downgrade','price':'p' | offers[0] | \"plan_name\" is missing",
        "'id':'x','type':'annual_upsell','plan_name':{'en':'P'} | offers[0] | \"price\" is missing",
        "'id':'x','type':'call','url':'http://a.example/' | offers[0].url | https",
        "'id':'x','type':'call','url':'javascript:alert(1)' | offers[0].url | https",
        "'id':'x','type':'call','url':'https://u:p@a.example/' | offers[0].url | user info",
        "'id':'x','type':'call','url':'https://' | offers[0].url | URL",
        "'id':'x','type':'call','url':'https://a b/' | offers[0].url | not a URL",
      })
  void anOfferThatCannotBeMadeIsRefused(String members, String path, String sentence) {
    assertRefused(STEPS + "," + REASONS + ",'offers':[{" + members + "}]", path, sentence);
  }

  @Test
  void feedbackIsOneOfStripesWords() {
    assertRefused(
        STEPS + ",'reasons':[{'id':'other','label':{'en':'O'},'feedback':'price'}]",
        "reasons[0].feedback",
        "Stripe has no feedback \"price\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "1", "{} {}", "{}x", "{'a':1}", "// c\n{}", "{\"a\":NaN}"})
  void whatIsNotOneJsonObjectIsRefused(String document) {
    assertThat(catchThrowableOfType(Refusal.class, () -> FlowDefinitions.read(document)))
        .isNotNull()
        .extracting(Refusal::code)
        .isEqualTo(RefusalCode.INVALID_FIELD);
  }

  @Test
  void deepNestingIsRefusedBeforeItHurts() {
    assertRefusedDocument("[".repeat(5_000), "[0]".repeat(16), "not JSON");
  }

  @Test
  void aMessageRepeatsWhatIsWrongOnlyShortAndPrintable() {
    String hostile = "x\\n\\u202e\\\"" + "y".repeat(200);
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> read(STEPS + "," + REASONS + ",'otherwise':['" + hostile + "']"));

    assertThat(refusal.getMessage()).contains("\"x???yyy").doesNotContain("\n", "\u202e");
    assertThat(refusal.getMessage().length()).isLessThan(120);
  }

  @Test
  void theDefaultFlowIsValidInEnglishAndGerman() throws IOException {
    String document;
    try (InputStream in = getClass().getResourceAsStream("/flows/default.json")) {
      document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    FlowDefinition flow = FlowDefinitions.read(document);

    assertThat(flow.reasons())
        .extracting(Reason::feedback)
        .containsExactly(
            "too_expensive",
            "unused",
            "missing_features",
            "switched_service",
            "too_complex",
            "low_quality",
            "customer_service",
            "other");
    assertThat(flow.reasons().get(0).offers()).containsExactly("quarter_off", "month_break");
    assertThat(flow.reasons().get(1).offers())
        .containsExactly("month_break", "quarter_off_instead");
    assertThat(flow.reasons())
        .allSatisfy(reason -> assertThat(reason.label().byLanguage()).containsKeys("en", "de"));
    assertThat(List.copyOf(flow.offers().values()))
        .allSatisfy(
            offer -> {
              assertThat(offer.headline().orElseThrow().byLanguage()).containsKeys("en", "de");
              assertThat(offer.body().orElseThrow().byLanguage()).containsKeys("en", "de");
            });
    assertThat(document).doesNotContain("!");
  }
}
