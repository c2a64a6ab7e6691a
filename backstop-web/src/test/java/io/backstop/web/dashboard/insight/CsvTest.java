package io.backstop.web.dashboard.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @Test
  void everyFieldIsQuotedAndLinesEndAsTheRfcHasIt() {
    assertThat(Csv.line(List.of("a", "", "b, c", "say \"no\"", "two\nlines")))
        .isEqualTo("\"a\",\"\",\"b, c\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void whatASpreadsheetWouldRunIsNotRun(String formula) {
    assertThat(Csv.line(List.of(formula))).isEqualTo("\"'" + formula + "\"\r\n");
  }

  @Test
  void mailAddressesInACustomersWordsAreMasked() {
    assertThat(Csv.masked(Optional.of("write to <ada@acme.example>, or bob+1@x.example.")))
        .isEqualTo("write to <•••@•••>, or •••@•••");
    assertThat(Csv.masked(Optional.empty())).isEmpty();
  }

  @Test
  void theAuditLogIsToldTheFilterWithoutMailAddresses() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("outcome", "saved");
    asked.put("reason", "");
    asked.put("customer", "ada@acme.example");

    assertThat(Csv.inWords(asked)).isEqualTo("outcome: saved, customer: •••@•••");
  }
}
