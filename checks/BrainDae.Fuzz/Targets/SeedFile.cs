using BrainDae.Fuzz.Running;

namespace BrainDae.Fuzz.Targets;

/// <summary>Valid inputs that the software's own writers make.</summary>
internal static class SeedFile
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes it at the path that it is given.</param>
    public static byte[] Of(string name, Action<string> write)
    {
        using var scratch = new ScratchFolder();
        write(scratch[name]);
        return File.ReadAllBytes(scratch[name]);
    }

    /// <summary>The bytes of one of the files that are written into a folder.</summary>
    /// <param name="name">The file, relative to the folder.</param>
    /// <param name="write">Writes into the folder that it is given.</param>
    public static byte[] In(string name, Action<string> write)
    {
        using var scratch = new ScratchFolder();
        write(scratch.Path);
        return File.ReadAllBytes(scratch[name]);
    }
}
