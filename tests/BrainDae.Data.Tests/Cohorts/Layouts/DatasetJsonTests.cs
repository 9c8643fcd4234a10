using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Cohorts.Layouts;

public sealed class DatasetJsonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"modality": {"0": "FLAIR", "1": " T1w "}, "training": [{"image": "./a"}], "x": null}""")]
    [InlineData("""{"channel_names": {"1": "T1w", "0": "FLAIR",}, /* ours */ "labels": {}}""")]
    [InlineData("""{"channel_names": {"0": "FLAIR", "1": "T1w"}, "modality": {"0": "FLAIR", "1": "T1w"}}""")]
    [InlineData("\uFEFF{\"modality\": {\"0\": \"FLAIR\", \"1\": \"T1w\"}}")]
    public void Channels_are_read_in_their_order_whatever_else_the_file_holds(string json) => Assert.Equal(["FLAIR", "T1w"], Read(json));

    [Theory]
    [InlineData("", "cannot be read as JSON")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("""{"name": "x"}""", "has neither")]
    [InlineData("""{"modality": ["FLAIR"]}""", "is no object")]
    [InlineData("""{"modality": {}}""", "without a gap")]
    [InlineData("""{"modality": {"1": "FLAIR"}}""", "without a gap")]
    [InlineData("""{"modality": {"0": "FLAIR", "0": "T1"}}""", "each channel once")]
    [InlineData("""{"modality": {"0": 7}}""", "each channel once")]
    [InlineData("""{"modality": {"zero": "FLAIR"}}""", "each channel once")]
    [InlineData("""{"modality": {"64": "FLAIR"}}""", "each channel once")]
    [InlineData("""{"modality": {"99999999999999999999": "FLAIR"}}""", "each channel once")]
    [InlineData("""{"modality": {"0": "\ud800"}}""", "cannot be read as JSON")]
    [InlineData("""{"modality": {"0": "FLAIR"}, "channel_names": {"0": "T1"}}""", "one thing in")]
    public void Anything_else_is_refused_in_one_line(string json, string part)
    {
        var failure = Assert.Throws<BrainDaeException>(() => Read(json));

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith(folder["dataset.json"], failure.Message, StringComparison.Ordinal);
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_file_that_is_missing_is_named() =>
        Assert.Equal(FailureKind.MissingInput, Assert.Throws<BrainDaeException>(() => DatasetJson.ReadChannels(folder["none.json"])).Kind);

    private IEnumerable<string> Read(string json)
    {
        File.WriteAllText(folder["dataset.json"], json);
        return DatasetJson.ReadChannels(folder["dataset.json"]);
    }
}
