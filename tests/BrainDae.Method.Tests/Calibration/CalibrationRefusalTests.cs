using System.Text.Json.Nodes;
using BrainDae.Files;
using BrainDae.Method.Calibration;

namespace BrainDae.Method.Tests.Calibration;

public sealed class CalibrationRefusalTests
{
    [Fact]
    public void A_calibration_with_null_in_a_list_is_refused()
    {
        var written = Calibrations.With(new(1, 0.5, 0.6), "d", "a").ToJson();
        Refused(json => json["data"]!["register"]!["names"]!.AsArray().Add(null));
        Refused(json => json["history"]!.AsArray().Add(null));
        Refused(json => json["thresholds"]!["other"] = null);

        void Refused(Action<JsonObject> change)
        {
            var json = JsonNode.Parse(written)!.AsObject();
            change(json);
            Assert.Contains("null", Assert.Throws<BrainDaeException>(() => ModelCalibration.Parse("p", json.ToJsonString())).Message, StringComparison.Ordinal);
        }
    }
}
