package io.backstop.brand;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.brand.Flaw.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomCssTest {

  private final CustomCss css = new CustomCss();

  private String served(String source) {
    Checked checked = css.check(source);
    assertThat(checked.flaws()).isEmpty();
    return checked.sheet().orElseThrow().text();
  }

  @Test
  void aFlawIsFoundByLineAndColumn() {
    Checked checked = css.check(".bs-card {\r\n  color: red;\r\n  zoom: 2;\r\n}\r\nbody {}");

    assertThat(checked.sheet()).isEmpty();
    assertThat(checked.flaws())
        .containsExactly(
            new Flaw(3, 3, Reason.PROPERTY, "zoom"), new Flaw(5, 1, Reason.SELECTOR, "body"));
  }

  @Test
  void theGuardComesFirst() {
    assertThat(served(".bs-title{color:red}"))
        .startsWith("@layer bs-protect{")
        .endsWith("}.bs-title{color:red;}");
  }

  @Test
  void aReadablePairOfColoursReachesWhatIsProtected() {
    assertThat(served(".bs-btn-primary{color:#fff;background:#000}"))
        .contains(
            ".bs-btn-primary"
                + Guard.PROTECTED
                + "{color:#ffffff!important;background-color:#000000!important}");
    assertThat(served(".bs-btn-primary{color:#fff;background:#eee}"))
        .doesNotContain("#eeeeee!important");
  }

  @Test
  void commentsDoNotGlueWhatTheyPart() {
    assertThat(served(".bs-card{margin:1px/**/2px}")).endsWith("{margin:1px/**/2px;}");
  }

  @Test
  void whatIsTooWideStaysWhereOneCanScrollToIt() {
    assertThat(served(".bs-actions{justify-content:flex-end}"))
        .endsWith("{justify-content:safe flex-end;}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".bs-card{color:#222;&:hover{color:#333}}",
        ".bs-card{@media (width<480px){padding:clamp(1rem,4vw,2rem)}> main{gap:8px}}",
        ".bs-option:has(input:checked){background:color-mix(in oklab,red 10%,transparent)}",
        "@keyframes fade{from{opacity:0}to{opacity:1}}.bs-title{animation:fade .3s both}",
        "@supports selector(:has(a)){.bs-card{border:1px solid light-dark(#eee,#333)}}",
        ".bs-btn::after{content:\" \u2192\"}",
        "@layer a,b;@layer b{.bs-card{gap:1rem}}",
        ":root[data-theme=dark]{--x:1px}.bs-card{margin:calc(var(--x) + 1rem)}",
        "@container side (400px<=width<=60rem){.bs-title{font:700 1.5rem/1.2 \"Inter\",serif}}"
      })
  void todaysCssIsTaken(String source) {
    assertThat(served(source)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ":root{--m:-5000px}.bs-card{margin-left:var(--m)} | NUMBER",
        ":root{--m:-20px}.bs-card{margin-left:var(--m)} | NEGATIVE",
        ".bs-card{margin-left:calc(1px - 500px)} | NEGATIVE",
        ".bs-card{display:var(--d)} | VALUE",
        ".bs-actions{flex-direction:row-reverse} | VALUE",
        ".bs-price{text-decoration:line-through} | STRIKES",
        ".bs-page{font-family:Wingdings} | SYMBOLS",
        ":root{--f:'Wingdings'} | SYMBOLS",
        ".bs-btn:focus{outline:0} | FOCUS",
        ":root{color:red} | PROPERTY",
        ":is(*,.bs-card){color:red} | NOT_ROOTED",
        "@layer bs-base{.bs-card{color:red}} | OURS",
        ".bs-card{--bs-ink:#fff} | OURS",
        ".bs-title{color:red | UNFINISHED"
      })
  void whatWouldGetRoundTheRulesIsRefused(String source, Reason reason) {
    assertThat(css.check(source.strip()).flaws()).extracting(Flaw::reason).contains(reason);
  }

  @Test
  void nothingIsServedForNothing() {
    assertThat(css.check(" /* nothing */ ").sheet()).isEmpty();
    assertThat(css.check(" /* nothing */ ").isValid()).isTrue();
  }
}
