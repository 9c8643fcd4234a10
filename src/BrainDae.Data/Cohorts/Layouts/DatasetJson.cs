using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BrainDae.Files;

namespace BrainDae.Data.Cohorts.Layouts;

/// <summary>dataset.json of the Medical Segmentation Decathlon and of nnU-Net, as far as it says what the channels are.</summary>
public static class DatasetJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "dataset.json";

    /// <summary>Most channels that are read.</summary>
    public const int MostChannels = 64;

    private static readonly ImmutableArray<string> Members = ["channel_names", "modality"];

    private const int LongestFile = 1 << 26;
    private const int LongestName = 100;
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>
    /// What the file calls its channels: "channel_names" (nnU-Net since version 2) or "modality" (before, and the
    /// Decathlon), an object {"0": "FLAIR", "1": "T1w"}. Everything else in the file may be anything.
    /// </summary>
    /// <param name="path">The file, at most 64 MB.</param>
    /// <returns>1 to <see cref="MostChannels"/> names in the order of the channels.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>: there is no file.
    /// <see cref="FailureKind.InvalidInput"/>: it is no JSON, names no channels, or not each once.</exception>
    public static ImmutableArray<string> ReadChannels(string path)
    {
        try
        {
            using var file = RegularFile.OpenRead(path);
            if (file.Length > LongestFile)
            {
                throw Fault(path, "is larger than any list of channels");
            }

            using var json = JsonDocument.Parse(file, Tolerant);
            return Channels(path, json.RootElement);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw BrainDaeException.Missing($"{path}: does not exist, and nothing else says what the channels of the images are. Put it back, or describe the files with {new OptionName("Pattern")}.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw BrainDaeException.Invalid($"{path}: cannot be read as JSON ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}). Correct it, or copy it again.", e);
        }
    }

    private static ImmutableArray<string> Channels(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Fault(path, "is no JSON object");
        }

        ImmutableArray<string>[] lists = [.. Members.Where(name => root.TryGetProperty(name, out _)).Select(name => Names(path, name, root.GetProperty(name)))];
        return lists.Length == 0 ? throw Fault(path, "has neither \"channel_names\" nor \"modality\", which say what the channels are")
            : lists.All(list => list.SequenceEqual(lists[0])) ? lists[0]
            : throw Fault(path, "says one thing in \"channel_names\" and another in \"modality\"");
    }

    private static ImmutableArray<string> Names(string path, string member, JsonElement channels)
    {
        if (channels.ValueKind != JsonValueKind.Object)
        {
            throw Fault(path, $"\"{member}\" is no object such as {{\"0\": \"FLAIR\"}}");
        }

        var names = new SortedDictionary<int, string>();
        foreach (var channel in channels.EnumerateObject())
        {
            var isNumber = int.TryParse(channel.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < MostChannels;
            if (!isNumber || channel.Value.ValueKind != JsonValueKind.String || channel.Value.GetString() is not { Length: > 0 and <= LongestName } name || !names.TryAdd(number, name.Trim()))
            {
                throw Fault(path, $"\"{member}\" must name each channel once, from \"0\" to at most \"{MostChannels - 1}\"");
            }
        }

        return names.Count > 0 && names.Keys.Last() == names.Count - 1 ? [.. names.Values] : throw Fault(path, $"\"{member}\" must name channels \"0\" and so on without a gap");
    }

    private static BrainDaeException Fault(string path, string fault) => BrainDaeException.Invalid($"{path}: {fault}. Correct it, or describe the files with {new OptionName("Pattern")}.");
}
