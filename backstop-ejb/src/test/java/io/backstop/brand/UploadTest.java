package io.backstop.brand;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.brand.Upload.Fault;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

  private static byte[] picture(String format, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void aPictureIsDrawnAnewAsPng(String format) throws IOException {
    Picture picture = Upload.of(picture(format, 40, 20)).picture().orElseThrow();

    assertThat(picture.width()).isEqualTo(40);
    assertThat(picture.height()).isEqualTo(20);
    assertThat(picture.digest()).matches("[0-9a-f]{32}");
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.bytes())).getWidth()).isEqualTo(40);
    assertThat(Arrays.copyOf(picture.bytes(), 4)).containsExactly(0x89, 'P', 'N', 'G');
  }

  @Test
  void whatHidesBehindAPictureIsGone() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(picture("png", 8, 8));
    both.write("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    Picture picture = Upload.of(both.toByteArray()).picture().orElseThrow();

    assertThat(new String(picture.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("script");
  }

  @Test
  void aLargePictureIsDrawnSmaller() throws IOException {
    Picture picture = Upload.of(picture("png", 1920, 320)).picture().orElseThrow();

    assertThat(picture.width()).isEqualTo(960);
    assertThat(picture.height()).isEqualTo(160);
  }

  @Test
  void aPromiseOfTooManyPixelsIsRefusedBeforeAnyIsDecoded() throws IOException {
    byte[] png = picture("png", 8, 8);
    // The width, in the header that follows the signature.
    png[16] = 0;
    png[17] = 1;

    assertThat(Upload.of(png).fault()).contains(Fault.TOO_MANY_PIXELS);
  }

  @Test
  void whatIsNoPictureIsRefusedByName() throws IOException {
    byte[] svg = "<?xml version='1.0'?><svg/>".getBytes(StandardCharsets.UTF_8);
    byte[] broken = Arrays.copyOf(picture("png", 90, 90), 40);

    assertThat(Upload.of(svg).fault()).contains(Fault.SVG);
    assertThat(Upload.of("RIFF....WEBP".getBytes(StandardCharsets.UTF_8)).fault())
        .contains(Fault.UNKNOWN);
    assertThat(Upload.of(broken).fault()).contains(Fault.BROKEN);
    assertThat(Upload.of(new byte[Upload.LARGEST + 1]).fault()).contains(Fault.TOO_LARGE);
    assertThat(Upload.of(new byte[0]).fault()).contains(Fault.UNKNOWN);
  }
}
