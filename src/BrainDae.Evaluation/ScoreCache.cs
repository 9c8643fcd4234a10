using System.Runtime.InteropServices;
using BrainDae.Files;

namespace BrainDae.Evaluation;

/// <summary>
/// Single-precision scores of patients on the disk, between the pass that finds the threshold and the pass that
/// filters components at it: memory does not grow with the data set and the network runs once. Removed on disposal.
/// </summary>
internal sealed class ScoreCache : IDisposable
{
    private readonly string folder;
    private int files;

    /// <param name="parent">A folder that can be written.</param>
    public ScoreCache(string parent)
    {
        folder = Path.Combine(parent, $".scores-{Environment.ProcessId}-{Guid.NewGuid():N}");
        AtomicFile.EnsureWritableFolder(folder);
    }

    /// <summary>Stores scores and names them.</summary>
    public string Add(ReadOnlySpan<float> scores)
    {
        var path = Path.Combine(folder, $"{Interlocked.Increment(ref files)}.f32");
        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            stream.Write(MemoryMarshal.AsBytes(scores));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.NotWritable($"{path}: cannot be written ({e.Message}). Free disk space for {scores.Length * sizeof(float) >> 20} MB a patient or choose another --results.", e);
        }

        return path;
    }

    /// <summary>Reads scores back.</summary>
    public static float[] Read(string path)
    {
        var scores = new float[new FileInfo(path).Length / sizeof(float)];
        using var stream = File.OpenRead(path);
        stream.ReadExactly(MemoryMarshal.AsBytes(scores.AsSpan()));
        return scores;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
