package dev.imagespace.autoconfigure;

import dev.imagespace.model.ModelDownloadException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains a start for which the hub did not give the model. */
final class ModelDownloadFailureAnalyzer extends AbstractFailureAnalyzer<ModelDownloadException> {

  private final Environment environment;

  ModelDownloadFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ModelDownloadException cause) {
    return new FailureAnalysis(
        "ImageSpace could not fetch its model. "
            + cause.getMessage()
            + SettingInEffect.of(environment, "imagespace.model").describe()
            + SettingInEffect.of(environment, "imagespace.model-cache-dir").describe()
            + SettingInEffect.of(environment, "imagespace.offline").describe()
            + SettingInEffect.of(environment, "imagespace.hub.endpoint").describe(),
        action(cause.reason()),
        cause);
  }

  private static String action(ModelDownloadException.Reason reason) {
    return switch (reason) {
      case UNREACHABLE ->
          "Check the network and the proxy (HTTPS_PROXY), or set 'imagespace.hub.endpoint' to a"
              + " mirror. A model that is whole in 'imagespace.model-cache-dir' needs no network.";
      case FORBIDDEN ->
          "Accept the model's licence on its page where it has one, and set"
              + " 'imagespace.hub.token' (HF_TOKEN) to a token of that account.";
      case NOT_FOUND ->
          "Correct 'imagespace.model': a name on the hub, with '@' and a revision behind it where"
              + " one is wanted, or a directory that holds the files.";
      case CORRUPT ->
          "Start again: what was wrong is not kept. If it comes back, look for a proxy that changes"
              + " files, or set 'imagespace.hub.endpoint' to another mirror.";
      case OFFLINE ->
          "Fetch the model into 'imagespace.model-cache-dir' where there is a network, or set"
              + " 'imagespace.offline=false'.";
    };
  }
}
