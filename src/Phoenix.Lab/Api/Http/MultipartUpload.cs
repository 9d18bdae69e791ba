using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Phoenix.Lab.Api.Http;

/// <summary>Reads the one multipart request the API knows: fields, then a file called <c>filename</c>, written to disk as it comes.</summary>
internal static class MultipartUpload
{
    /// <summary>The fields and the file. A body without a file is a failed upload.</summary>
    public static async Task<(ImmutableDictionary<string, ParameterValue> Fields, UploadedFile File)> ReadAsync(
        Stream body,
        string contentType,
        string directory,
        CancellationToken cancel
    )
    {
        var boundary = MediaTypeHeaderValue.TryParse(contentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary))
        {
            throw Refusal.Text(500, "upload failed");
        }
        var fields = ImmutableDictionary<string, ParameterValue>.Empty;
        UploadedFile? file = null;
        var reader = new MultipartReader(boundary, body) { BodyLengthLimit = null };
        while (await reader.ReadNextSectionAsync(cancel) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                continue;
            }
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (disposition.FileName.HasValue && name == "filename")
            {
                var sent = Encoding.UTF8.GetString(
                    Encoding.Latin1.GetBytes(HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "")
                );
                file = await SaveAsync(section.Body, sent, directory, cancel);
                fields = fields.SetItem("filename", new ParameterValue.Text(sent));
            }
            else
            {
                using var text = new StreamReader(section.Body, Encoding.UTF8);
                fields = fields.SetItem(name, new ParameterValue.Text(await text.ReadToEndAsync(cancel)));
            }
        }
        return file is null ? throw Refusal.Text(500, "upload failed") : (fields, file);
    }

    private static async Task<UploadedFile> SaveAsync(Stream content, string name, string directory, CancellationToken cancel)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"pveupload-{Guid.NewGuid():N}");
        await using var target = File.Create(path);
        await content.CopyToAsync(target, cancel);
        return new UploadedFile(name, path);
    }
}
