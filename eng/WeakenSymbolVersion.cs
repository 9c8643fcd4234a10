using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes a copy of a 64-bit little-endian ELF library in which one needed symbol version is marked weak
/// (VER_FLG_WEAK), so that the loader accepts a system library without it. Compiled by MSBuild, as C# 7.3.
/// </summary>
public class WeakenSymbolVersion : Task
{
    private const uint SectionTypeVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort WeakFlag = 0x2;                     // VER_FLG_WEAK

    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    [Required]
    public string SymbolVersion { get; set; }

    public override bool Execute()
    {
        var image = File.ReadAllBytes(Source);
        if (image.Length < 64 || BitConverter.ToUInt32(image, 0) != 0x464c457f || image[4] != 2 || image[5] != 1)
        {
            Log.LogError("{0} is not a 64-bit little-endian ELF library.", Source);
            return false;
        }

        // A later library that no longer asks for the version is copied as it is.
        MarkWeak(image);
        if (!File.Exists(Destination) || !File.ReadAllBytes(Destination).SequenceEqual(image))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Destination));
            var temporary = Destination + "." + Guid.NewGuid().ToString("N");
            File.WriteAllBytes(temporary, image);
            if (File.Exists(Destination))
            {
                File.Delete(Destination);
            }

            File.Move(temporary, Destination);
        }

        return true;
    }

    private void MarkWeak(byte[] image)
    {
        var sections = (int)BitConverter.ToInt64(image, 40);
        int sectionSize = BitConverter.ToUInt16(image, 58);
        int sectionCount = BitConverter.ToUInt16(image, 60);
        for (var s = 0; s < sectionCount; s++)
        {
            var section = sections + s * sectionSize;
            if (BitConverter.ToUInt32(image, section + 4) != SectionTypeVersionNeeds)
            {
                continue;
            }

            var strings = sections + (int)BitConverter.ToUInt32(image, section + 40) * sectionSize;
            var stringTable = (int)BitConverter.ToInt64(image, strings + 24);
            var need = (int)BitConverter.ToInt64(image, section + 24);
            for (var needsLeft = BitConverter.ToUInt32(image, section + 44); needsLeft > 0; needsLeft--)
            {
                var auxiliary = need + (int)BitConverter.ToUInt32(image, need + 8);
                for (int left = BitConverter.ToUInt16(image, need + 2); left > 0; left--)
                {
                    var name = stringTable + (int)BitConverter.ToUInt32(image, auxiliary + 8);
                    var end = Array.IndexOf(image, (byte)0, name);
                    if (Encoding.ASCII.GetString(image, name, end - name) == SymbolVersion)
                    {
                        image[auxiliary + 4] |= (byte)WeakFlag;
                    }

                    auxiliary += (int)BitConverter.ToUInt32(image, auxiliary + 12);
                }

                need += (int)BitConverter.ToUInt32(image, need + 12);
            }
        }
    }
}
