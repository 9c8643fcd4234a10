using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Tests.Calibration;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Models;

/// <summary>What a model's file verifies when it is opened, and what it keeps when it is calibrated again.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Model => folder["model.safetensors"];

    [Theory]
    [InlineData("manifest")]
    [InlineData("weights")]
    [InlineData("calibration")]
    public void A_part_that_is_not_what_its_hash_says_is_named(string part)
    {
        Write();
        Rewrite(header => header[$"{part}_sha256"] = new string('0', 64));

        Refused($"its {part} and the hash");
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("weights")]
    [InlineData("calibration")]
    public void No_hash_is_as_bad_as_a_wrong_one(string part)
    {
        Write();
        Rewrite(header => Assert.True(header.Remove($"{part}_sha256")));

        Refused($"its {part} and the hash");
    }

    [Fact]
    public void A_calibration_that_was_taken_out_is_noticed()
    {
        Write();
        Rewrite(header => Assert.True(header.Remove("calibration")));

        Refused("its calibration and the hash");
    }

    [Fact]
    public void Every_bit_of_the_weights_counts()
    {
        Write();
        var whole = File.ReadAllBytes(Model);
        var weights = whole.Length - 2 * sizeof(float);
        for (var bit = 0; bit < 8 * 2 * sizeof(float); bit++)
        {
            var damaged = whole.ToArray();
            damaged[weights + bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(Model, damaged);

            Refused("its weights and the hash");
        }
    }

    [Fact]
    public void What_a_later_version_stores_survives_another_calibration()
    {
        Write();
        Rewrite(
            header =>
            {
                header["card"] = "what it is for";
                Add(header, "manifest", "training_statistics");
                Add(header, "calibration", "synthetic_lesions");
            },
            new SafetensorsTensor("lesion.head", ElementType.F32, [1], BitConverter.GetBytes(2f)));

        using (var model = ModelFile.Open(Model))
        {
            model.WriteCalibrated(folder["new.safetensors"], Calibrations.With(new(1, 0.7, 0.8)));
        }

        using var written = ModelFile.Open(folder["new.safetensors"]);
        Assert.Equal("what it is for", written.Tensors.Metadata["card"]);
        Assert.Equal(7, JsonNode.Parse(written.Tensors.Metadata["manifest"])!["training_statistics"]!.GetValue<int>());
        Assert.Equal(7, JsonNode.Parse(written.Tensors.Metadata["calibration"])!["synthetic_lesions"]!.GetValue<int>());
        Assert.Equal(2f, BitConverter.ToSingle(written.Tensors.Bytes(written.Tensors.Tensors["lesion.head"])));
        Assert.Equal(0.7, Assert.Single(written.Calibration!.Thresholds).Value.Val);
    }

    [Fact]
    public void Calibrating_again_changes_the_file_but_not_the_weights_and_remembers_what_was_there()
    {
        Write();
        List<string?> calibrations = [];
        List<string> files = [];
        List<string> weights = [];
        foreach (var healthy in new[] { 0.1, 0.2, 0.3 })
        {
            using var model = ModelFile.Open(Model);
            calibrations.Add(model.CalibrationSha256);
            files.Add(model.Sha256);
            weights.Add(model.WeightsSha256);
            model.WriteCalibrated(Model, Calibrations.With(new(1, null, healthy)));
        }

        using var last = ModelFile.Open(Model);
        Assert.Equal(calibrations, last.Calibration!.History.Select(earlier => earlier.Sha256));
        Assert.Equal(3, calibrations.Distinct().Count());
        Assert.Equal(3, files.Distinct().Count());
        Assert.Equal(last.WeightsSha256, Assert.Single(weights.Distinct()));
    }

    [Fact]
    public void The_hash_is_that_of_the_file()
    {
        Write();
        using var model = ModelFile.Open(Model, "other");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Model))), model.Sha256);
        Assert.Equal("other", model.Identifier);
    }

    [Fact]
    public void Opening_hashes_the_weights_once_and_the_file_only_where_somebody_asks()
    {
        Write();
        ModelFile asked, unasked;
        string hash;
        using (asked = ModelFile.Open(Model))
        using (unasked = ModelFile.Open(Model))
        {
            hash = asked.Sha256;
        }

        Assert.Equal(hash, asked.Sha256);
        Assert.Throws<ObjectDisposedException>(() => unasked.Sha256);
    }

    public void Dispose() => folder.Dispose();

    private static void Add(Dictionary<string, string> header, string part, string field)
    {
        var json = JsonNode.Parse(header[part])!;
        json[field] = 7;
        header[part] = json.ToJsonString();
        header[$"{part}_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(header[part])));
    }

    private void Write(TrainingDataIdentity? data = null)
    {
        var options = new TrainingOptions();
        ModelFile.Write(
            Model,
            new() { Software = "BrainDae test", Options = options, Data = data, Progress = TrainingProgress.NotBegun(options), Compute = null },
            [new("weight", ElementType.F32, [2], (byte[])[.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-1f)])],
            Calibrations.Usual);
    }

    [Fact]
    public void A_tensor_under_another_name_is_damage()
    {
        Write();
        string name;
        using (var file = SafetensorsFile.Open(Model))
        {
            name = file.Tensors.Keys.First();
        }

        var text = File.ReadAllText(Model, Encoding.Latin1);
        File.WriteAllText(Model, text.Replace($"\"{name}\"", $"\"{name[..^1]}{(char)(name[^1] ^ 1)}\"", StringComparison.Ordinal), Encoding.Latin1);

        Refused("names of tensors");
    }

    private void Rewrite(Action<Dictionary<string, string>> change, params SafetensorsTensor[] more)
    {
        Dictionary<string, string> header;
        SafetensorsTensor[] tensors;
        using (var file = SafetensorsFile.Open(Model))
        {
            header = new(file.Metadata);
            tensors = [.. file.Copy(), .. more];
        }

        if (more.Length > 0)
        {
            header["weights_sha256"] = SafetensorsHash.Of(tensors);
            header.Remove("names_sha256");
        }

        change(header);
        SafetensorsWriter.Write(Model, tensors, header);
    }

    private void Refused(string what)
    {
        var failure = Assert.Throws<BrainDaeException>(() => ModelFile.Open(Model));
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith(Model, failure.Message, StringComparison.Ordinal);
    }
}
